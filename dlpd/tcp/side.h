/* dlpd/tcp/side.h - one direction of a TCP connection: segments in any order -> bytes in order.
 *
 * Policy, for bytes that come twice: what came first stays. Where the second differs, the direction is
 * marked as a conflict, since the receiver may have taken the other version. A keep-alive probe (one
 * byte before the next) is no conflict, whatever it holds.
 *
 * A hole is never filled with invented bytes. It is given up, and told to the sink as a gap, when
 *  - the receiver has acknowledged what is behind it, and SIDE_PATIENCE packets of the flow went by;
 *  - more than SIDE_QUEUE_BYTES or SIDE_QUEUE_SEGMENTS wait behind it;
 *  - the flow ends, or memory for all flows runs out. */
#ifndef DLPD_TCP_SIDE_H
#define DLPD_TCP_SIDE_H

#include "decode/packet.h"
#include "tcp/history.h"

#include <stdbool.h>

#define SIDE_PATIENCE 64
/* More than receivers have room for: a packet so far ahead is believed only when the receiver has
 * acknowledged bytes near it, or when SIDE_INSIST packets follow each other there. */
#define SIDE_AHEAD ((int64_t)64 << 20)
#define SIDE_INSIST 4
#define SIDE_QUEUE_BYTES ((size_t)4 << 20)
#define SIDE_QUEUE_SEGMENTS 4096

/** Where bytes in order go. */
struct side_sink {
    void (*data)(void *user, const uint8_t *data, size_t len);
    void (*gap)(void *user, uint64_t len);
    void *user;
};

struct segment;

/** All zero: nothing was seen yet. Offsets count from the first byte that could be there, holes
 *  included. */
struct side {
    bool started;    /* next_seq is known */
    bool from_syn;   /* the direction's start was seen */
    bool base_known; /* base_seq is known */
    bool fin;        /* its end was seen: fin_at */
    bool conflict;   /* bytes that came twice differed */
    bool urgent;     /* urgent data: a receiver may take a byte out of the stream */
    uint32_t base_seq;
    uint32_t next_seq;
    uint64_t next;  /* offset of the next byte for the sink */
    uint64_t acked; /* offset up to which the receiver says it has everything */
    uint64_t end;   /* the highest offset that a packet spoke of */
    uint64_t fin_at;
    struct segment *first, *last; /* waiting behind a hole, in order, without overlaps */
    size_t queued, segments;
    struct history history;
    size_t memory;       /* bytes that it holds at present */
    uint64_t delivered;  /* bytes given to the sink */
    uint64_t missing;    /* bytes of gaps told to the sink */
    uint64_t repeated;   /* bytes that came again */
    uint64_t unchecked;  /* of these: not acknowledged, and too old to compare */
    uint64_t early;      /* bytes from before the first packet that was seen */
    uint64_t beyond;     /* bytes from too far ahead, which were left out */
    uint32_t ahead_next; /* the sequence number behind the last of them */
    unsigned insisted;   /* how many of them followed each other */
    uint64_t probes;     /* keep-alive probes */
};

/** The offset of a sequence number, which wraps around: the one within 2 GiB of the next byte is meant. */
int64_t side_offset(const struct side *side, uint32_t seq);

/** A packet of this direction.
 *  @param clock  packets of the flow so far. */
void side_packet(struct side *side, const struct packet *packet, uint64_t clock,
                 const struct side_sink *sink);

/** A packet of the other direction says what this one's receiver has. */
void side_acknowledge(struct side *side, uint32_t ack);

/** Give up holes that will not be filled any more. */
void side_advance(struct side *side, uint64_t clock, const struct side_sink *sink);

/** Give up the first hole, to free memory. False when none is there. */
bool side_give_up(struct side *side, const struct side_sink *sink);

/** Nothing that was acknowledged can be replaced any more: forget it, when it is all. */
void side_forget(struct side *side);

/** The flow ends: give up all holes, and free what it holds. What is missing at the end is known
 *  then: side_tail(). */
void side_finish(struct side *side, const struct side_sink *sink);

/** Bytes that were sent behind the last one seen: acknowledged, or announced by cut packets. */
uint64_t side_tail(const struct side *side);

#endif
