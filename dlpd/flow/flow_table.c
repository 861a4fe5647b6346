/* dlpd/flow/flow_table.c - the flows that are open, found by their endpoints. */

#include "flow/flow_table.h"

#include "mem.h"

#include <string.h>

#define BUCKETS_LEAST 256

void flow_table_init(struct flow_table *table)
{
    *table = (struct flow_table){ .buckets = BUCKETS_LEAST };
    table->bucket = mem_array(BUCKETS_LEAST, sizeof(struct flow *));
}

void flow_table_free(struct flow_table *table)
{
    mem_free(table->bucket);
    *table = (struct flow_table){ 0 };
}

static void key_end(uint8_t *out, const struct endpoint *end)
{
    memcpy(out, end->address.bytes, 16);
    out[16] = (uint8_t)(end->port >> 8);
    out[17] = (uint8_t)end->port;
}

struct flow_key flow_key_of(const struct packet *packet)
{
    struct flow_key key = { .family = packet->from.address.family, .protocol = packet->protocol };
    uint8_t from[18], to[18];
    bool swap;

    key_end(from, &packet->from);
    key_end(to, &packet->to);
    swap = memcmp(from, to, sizeof(from)) > 0;
    memcpy(key.bytes[0], swap ? to : from, sizeof(from));
    memcpy(key.bytes[1], swap ? from : to, sizeof(from));
    return key;
}

struct flow *flow_table_find(const struct flow_table *table, const struct flow_key *key,
                             uint64_t hash)
{
    for (struct flow *flow = table->bucket[hash & (table->buckets - 1)]; flow; flow = flow->next) {
        if (flow->hash == hash && memcmp(&flow->key, key, sizeof(*key)) == 0)
            return flow;
    }
    return NULL;
}

static void grow(struct flow_table *table)
{
    const size_t buckets = table->buckets * 2;
    struct flow **const bucket = mem_array(buckets, sizeof(*bucket));

    for (struct flow *flow = table->oldest; flow; flow = flow->behind) {
        struct flow **const at = &bucket[flow->hash & (buckets - 1)];

        flow->next = *at;
        *at = flow;
    }
    mem_free(table->bucket);
    table->bucket = bucket;
    table->buckets = buckets;
}

static void busy_append(struct flow_table *table, struct flow *flow)
{
    flow->idler = table->busiest;
    flow->busier = NULL;
    *(table->busiest ? &table->busiest->busier : &table->idlest) = flow;
    table->busiest = flow;
}

static void busy_unlink(struct flow_table *table, struct flow *flow)
{
    *(flow->idler ? &flow->idler->busier : &table->idlest) = flow->busier;
    *(flow->busier ? &flow->busier->idler : &table->busiest) = flow->idler;
}

struct flow *flow_table_add(struct flow_table *table, const struct flow_key *key, uint64_t hash,
                            const struct packet *packet)
{
    struct flow *const flow = mem_array(1, sizeof(*flow));
    struct flow **at;

    if (table->len >= table->buckets)
        grow(table);
    flow->key = *key;
    flow->hash = hash;
    flow->end[0] = packet->from;
    flow->end[1] = packet->to;
    flow->protocol = packet->protocol;
    flow->first_us = packet->time_us;
    at = &table->bucket[hash & (table->buckets - 1)];
    flow->next = *at;
    *at = flow;
    flow->before = table->newest;
    *(table->newest ? &table->newest->behind : &table->oldest) = flow;
    table->newest = flow;
    busy_append(table, flow);
    table->len++;
    return flow;
}

void flow_table_touch(struct flow_table *table, struct flow *flow)
{
    if (table->busiest == flow)
        return;
    busy_unlink(table, flow);
    busy_append(table, flow);
}

void flow_table_remove(struct flow_table *table, struct flow *flow)
{
    struct flow **at = &table->bucket[flow->hash & (table->buckets - 1)];

    while (*at != flow)
        at = &(*at)->next;
    *at = flow->next;
    *(flow->before ? &flow->before->behind : &table->oldest) = flow->behind;
    *(flow->behind ? &flow->behind->before : &table->newest) = flow->before;
    busy_unlink(table, flow);
    table->len--;
    mem_free(flow);
}
