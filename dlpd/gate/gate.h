/* dlpd/gate/gate.h - packets of a queue -> the packet path -> verdicts.
 *
 * A packet leaves when what it carries was judged, and nothing that follows can make it forbidden. The one
 * that completes a forbidden value does not leave: the receiver gets a reset in its place. Bytes that
 * contradict others which were accepted do not leave either. */
#ifndef DLPD_GATE_GATE_H
#define DLPD_GATE_GATE_H

#include "core/capture_record.h"
#include "core/life.h"
#include "gate/condemned.h"
#include "gate/handover.h"
#include "gate/holds.h"
#include "gate/joined_segments.h"
#include "gate/queue.h"
#include "gate/raw_send.h"
#include "gate/reaction.h"

struct gate_options {
    bool fail_open;       /* what cannot be judged passes, and is counted; else it is dropped */
    uint64_t hold_ms;     /* how long a packet may wait for what follows it */
    uint64_t document_ms; /* and the one that completes a document, until that was read */
    uint32_t mark;        /* of flows that nobody can read: the kernel may let them through */
    uint32_t mark_mask;   /* 0: no flow is marked */
    unsigned slow_us;     /* for tests: so long for each packet */
};

/** Packets by what became of them. */
struct gate_counts {
    uint64_t accepted, dropped, held, replaced;
    uint64_t retransmits;              /* dropped: of packets that are held */
    uint64_t conflicts;                /* dropped: other bytes in the place of accepted ones */
    uint64_t refused;                  /* dropped: could not be judged */
    uint64_t unjudged, unjudged_bytes; /* passed all the same */
    uint64_t late; /* flows of which a packet did not wait until a document was read */
    uint64_t blocked, pages, handed; /* flows: ended; told by a page; left to the kernel */
};

/** What the gate keeps of a flow. */
struct gated {
    struct flow *flow;
    struct holds holds[2];
    uint64_t passed[2]; /* offset up to which all of a side's bytes have left */
    uint32_t ack[2];    /* the last acknowledgement number of a side */
    bool ack_known[2];
    uint64_t blocked_ms;        /* when it was ended; 0: it was not */
    unsigned culprit;           /* the side that sent what is forbidden */
    bool page;                  /* it was told by a page */
    bool handed;                /* left to the kernel */
    struct gated *next, **link; /* among those with held packets; link NULL: it has none */
};

struct gate {
    struct life *life;
    struct gate_options options;
    struct queue *queue;
    struct handover *handover;        /* to the next process; NULL: there will be none */
    int asked;                        /* connected to it when it wants the queue; else -1 */
    uint64_t give_ms;                 /* it has waited long enough then */
    bool given;                       /* the queue: its packets are another process's */
    struct queue_losses before, lost; /* until it was ours, and since the queue was bound */
    struct raw_send raw;
    struct inspector *inspector;
    struct packet_path *path;
    struct flow_events events; /* around those of inspection */
    struct gate_counts counts;
    struct condemned condemned;
    struct reaction *reaction; /* addresses are condemned; NULL: they are not */
    struct gated *waiting;
    struct joined joined[JOINED_FLOWS]; /* segments that are not judged yet */
    struct members *members;            /* of packets without a verdict */
    uint64_t now_ms, number;
    size_t held; /* packets, of all flows */
};

/** Sets events; life, options, queue, raw, inspector and path are the caller's. */
void gate_init(struct gate *gate);

/** Judge packets until a stop, or until the queue is gone; then close all flows.
 *  @return STATUS_CLEAN after a stop; else an exit status, and it was said why */
int gate_run(struct gate *gate, const char *name, struct capture_totals *totals);

/** A packet of the queue. A queue_fn; user is the gate. It may wait for gate_judge_joined(). */
void gate_packet(const struct queued *queued, void *user);

/** No other packet is there at present. */
void gate_judge_joined(struct gate *gate);

/** Judge what has waited long enough, by gate->now_ms. */
void gate_expire(struct gate *gate);

/** How long nothing has to be done but for packets. */
int gate_wait_ms(const struct gate *gate);

/** Does a packet wait until a document was read? */
bool gate_holds_documents(const struct gate *gate);

/** Judge all that waits, as if nothing followed, but for documents. */
void gate_settle(struct gate *gate);

/** Judge all that waits, and close all flows. */
void gate_end(struct gate *gate);

/** The kernel's mark on packets that the gate sends itself: they pass its queue unjudged. */
#define GATE_MARK 0x646c7064u

#endif
