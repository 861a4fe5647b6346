/* dlpd/gate/joined_segments.h - segments that wait in the queue one behind the other are judged as one, as those are that the kernel has
 * joined: a scan of a few bytes costs as much as one of many. */
#ifndef DLPD_GATE_JOINED_SEGMENTS_H
#define DLPD_GATE_JOINED_SEGMENTS_H

#include "decode/packet.h"
#include "gate/queue.h"

#define JOINED_MOST 64
#define JOINED_BYTES ((size_t)64 << 10)
#define JOINED_FLOWS 16

struct gate;
struct gated;

/** Whose verdict is that of another packet. */
struct members {
    struct members *next;
    uint32_t leader;
    size_t len;
    uint32_t id[JOINED_MOST - 1];
};

/** Segments of a flow that are not judged yet; all zero: none. */
struct joined {
    struct gated *gated; /* that they are of; NULL: there are none */
    unsigned side;
    struct packet packet; /* all of them, as if they had come so */
    uint8_t *bytes;       /* of it: JOINED_BYTES, once there were some; or NULL */
    uint32_t id[JOINED_MOST];
    size_t len;      /* ids */
    size_t wire_len; /* of the packets */
};

/** Those of that flow, which are of one side; of no flow (NULL): room for others. NULL: there are none. */
struct joined *joined_of(struct gate *gate, const struct gated *gated);

/** Is it the next one behind them? Then it waits with them for joined_take(). */
bool joined_add(struct joined *joined, unsigned side, const struct packet *packet,
                const struct queued *queued);

/** May it be judged before them? It says nothing, and acknowledges what went the other way. */
bool joined_may_pass(const struct joined *joined, unsigned side, const struct packet *packet);

/** May others follow it? None of its flow waits. */
bool joined_may_begin(const struct gate *gate, const struct gated *gated, unsigned side,
                      const struct packet *packet);

/** Then it waits. There is room: see joined_are_full(). */
void joined_begin(struct gate *gate, struct gated *gated, unsigned side,
                  const struct packet *packet, const struct queued *queued);

/** Wait segments of as many flows as may? */
bool joined_are_full(struct gate *gate);

/** Take them out: one packet from now on, the verdict of which is that of all.
 *  @param packet  its bytes are valid until the next call of joined_begin() */
void joined_take(struct gate *gate, struct joined *joined, struct packet *packet,
                 struct queued *queued);

/** Wipe and free all. */
void joined_free(struct gate *gate);

/* ---- Verdicts, of a packet and of those that were joined with it ---------------------------- */

/** How many packets are they? */
size_t verdict_packets(const struct gate *gate, uint32_t id);

void verdict_accept(struct gate *gate, uint32_t id);

/** @param why  what counts them, beside those that were dropped; NULL: nothing */
void verdict_drop(struct gate *gate, uint32_t id, uint64_t *why);

/** Let other bytes pass in the place of one, and drop the others. */
void verdict_replace(struct gate *gate, uint32_t id, const uint8_t *data, size_t len);

#endif
