/* dlpd/flow/flow_table.h - the flows that are open, found by their endpoints. */
#ifndef DLPD_FLOW_FLOW_TABLE_H
#define DLPD_FLOW_FLOW_TABLE_H

#include "flow/flow.h"

struct flow_table {
    struct flow **bucket;
    size_t buckets; /* 0 or a power of two */
    size_t len;
    struct flow *idlest, *busiest;
    struct flow *oldest, *newest;
};

void flow_table_init(struct flow_table *table);

/** The table must be empty. */
void flow_table_free(struct flow_table *table);

/** The key of a packet's flow. */
struct flow_key flow_key_of(const struct packet *packet);

/** The newest flow of that key, or NULL. */
struct flow *flow_table_find(const struct flow_table *table, const struct flow_key *key,
                             uint64_t hash);

/** A new flow that starts with that packet. */
struct flow *flow_table_add(struct flow_table *table, const struct flow_key *key, uint64_t hash,
                            const struct packet *packet);

/** It is not idle: it becomes the busiest. */
void flow_table_touch(struct flow_table *table, struct flow *flow);

/** Take a flow out and free it. */
void flow_table_remove(struct flow_table *table, struct flow *flow);

#endif
