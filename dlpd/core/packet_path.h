/* dlpd/core/packet_path.h - the only place that knows the order: decode, flow, reassembly, inspection. */
#ifndef DLPD_CORE_PACKET_PATH_H
#define DLPD_CORE_PACKET_PATH_H

#include "decode/decode.h"
#include "flow/flow_table.h"

#define PATH_MEMORY ((size_t)256 << 20)
#define PATH_FLOWS ((size_t)1000000)
#define PATH_ROUND 256u /* packets after which inspection settles what it put off */

/** Who inspects flows. side: 0 what end[0] of the flow sends, 1 what end[1] sends. */
struct flow_events {
    void (*open)(struct flow *flow, void *user);
    void (*data)(struct flow *flow, unsigned side, const uint8_t *data, size_t len, void *user);
    void (*gap)(struct flow *flow, unsigned side, uint64_t len, void *user);
    void (*datagram)(struct flow *flow, unsigned side, const struct packet *packet, void *user);
    void (*close)(struct flow *flow, void *user);
    void *user;
    /* Both ends sent their last byte, and one of them was told that the other has its own: hardly anything can follow. NULL:
     * nobody wants to know. */
    void (*complete)(struct flow *flow, void *user);
    /* Some packets went by; see packet_path_settle(). NULL: the same. */
    void (*settle)(void *user);
    const size_t *held; /* bytes that inspection holds for no flow by itself; NULL: none */
};

struct packet_path {
    struct decoder decoder;
    struct flow_table table;
    const struct flow_events *events;
    size_t memory;     /* held for flows: waiting bytes, histories, inspection */
    size_t memory_max; /* of that, and of what inspection holds beside it */
    size_t flows_max;
    uint64_t idle_us;    /* a flow ends after so long without a packet; 0: never */
    uint64_t closed_us;  /* the same after a FIN or an RST */
    bool by_number;      /* a SYN opens a new connection only with a new sequence number */
    uint64_t numbers[2]; /* next number of a TCP flow, of a UDP flow */
    uint64_t frames, bytes;
    uint64_t outcome[OUTCOMES];
    unsigned round;          /* packets since it did */
    uint64_t flows, evicted; /* flows opened; flows closed by FLOW_END_MEMORY */
};

/** Bytes that are held, for flows and beside them. */
size_t packet_path_memory(const struct packet_path *path);

/** The limits are the usual ones; change them before the first frame. */
void packet_path_init(struct packet_path *path, const struct flow_events *events);

void packet_path_frame(struct packet_path *path, const struct frame *frame);

/* The same in steps, for who may still refuse a packet. */

enum outcome packet_path_decode(struct packet_path *path, const struct frame *frame,
                                struct packet *packet);

/** The flow of a packet, opened when there is none. @param side  set to the one that sent it. */
struct flow *packet_path_flow(struct packet_path *path, const struct packet *packet,
                              unsigned *side);

/** The packet is part of its flow: to be called before the next one is decoded. The flow stays. */
void packet_path_take(struct packet_path *path, struct flow *flow, unsigned side,
                      const struct packet *packet);

/** No packet may come for a while: have inspection settle what it put off. */
void packet_path_settle(struct packet_path *path);

/** It is so late now: end the flows that are idle, when no packet comes to do so. */
void packet_path_tick(struct packet_path *path, uint64_t now_us);

/** The capture ends: close every flow, in order of their first packets. */
void packet_path_end(struct packet_path *path);

/** Ends it first. */
void packet_path_free(struct packet_path *path);

#endif
