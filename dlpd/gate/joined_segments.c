/* dlpd/gate/joined_segments.c - segments that wait in the queue one behind the other are judged as one. */

#include "gate/joined_segments.h"

#include "core/gating.h"
#include "gate/gate.h"
#include "mem.h"

#include <string.h>

#define SMALL 2048u /* bytes; what is larger was joined before */

/* ---- Joining ----------------------------------------------------------------------------- */

/* Bytes, and nothing else to tell. */
static bool is_plain(const struct packet *packet)
{
    const uint8_t more = TCP_SYN | TCP_FIN | TCP_RST | TCP_URG;

    return packet->protocol == PROTOCOL_TCP && (packet->flags & (TCP_ACK | more)) == TCP_ACK
        && packet->len > 0 && packet->len <= SMALL && packet->wire_len == packet->len
        && !packet->conflict;
}

/* The next bytes of a side that is scanned, without a hole before them. */
bool joined_may_begin(const struct gate *gate, const struct gated *gated, unsigned side,
                      const struct packet *packet)
{
    const struct side *const from = &gated->flow->side[side];

    return is_plain(packet) && from->started && packet->seq == from->next_seq && !from->first
        && !from->fin && !gated->blocked_ms && !gated->handed && !gate->options.mark_mask
        && !gate->inspector->broken && gating_wants(gated->flow, side);
}

struct joined *joined_of(struct gate *gate, const struct gated *gated)
{
    for (size_t i = 0; i < JOINED_FLOWS; i++) {
        if (gate->joined[i].gated == gated)
            return &gate->joined[i];
    }
    return NULL;
}

bool joined_are_full(struct gate *gate)
{
    return !joined_of(gate, NULL);
}

static void add(struct joined *joined, const struct packet *packet, const struct queued *queued)
{
    memcpy(joined->bytes + joined->packet.len, packet->payload, packet->len);
    joined->packet.len += packet->len;
    joined->packet.wire_len = joined->packet.len;
    joined->packet.ack = packet->ack;
    joined->packet.flags |= packet->flags;
    joined->id[joined->len++] = queued->id;
    joined->wire_len += queued->wire_len;
}

bool joined_add(struct joined *joined, unsigned side, const struct packet *packet,
                const struct queued *queued)
{
    if (!is_plain(packet) || joined->side != side
        || packet->seq != joined->packet.seq + (uint32_t)joined->packet.len
        || joined->len == JOINED_MOST || joined->packet.len + packet->len > JOINED_BYTES)
        return false;
    add(joined, packet, queued);
    return true;
}

bool joined_may_pass(const struct joined *joined, unsigned side, const struct packet *packet)
{
    return joined->side != side && packet->flags == TCP_ACK && packet->wire_len == 0;
}

void joined_begin(struct gate *gate, struct gated *gated, unsigned side,
                  const struct packet *packet, const struct queued *queued)
{
    struct joined *const joined = joined_of(gate, NULL);

    if (!joined->bytes)
        joined->bytes = mem_alloc(JOINED_BYTES);
    joined->gated = gated;
    joined->side = side;
    joined->packet = *packet;
    joined->packet.payload = joined->bytes;
    joined->packet.len = joined->wire_len = joined->len = 0;
    add(joined, packet, queued);
}

void joined_take(struct gate *gate, struct joined *joined, struct packet *packet,
                 struct queued *queued)
{
    *packet = joined->packet;
    *queued = (struct queued){ .id = joined->id[0], .wire_len = joined->wire_len };
    joined->gated = NULL;
    if (joined->len > 1) {
        struct members *const members = mem_alloc(sizeof(*members));

        members->leader = joined->id[0];
        members->len = joined->len - 1;
        memcpy(members->id, joined->id + 1, members->len * sizeof(members->id[0]));
        members->next = gate->members;
        gate->members = members;
    }
}

void joined_free(struct gate *gate)
{
    for (size_t i = 0; i < JOINED_FLOWS; i++) {
        if (gate->joined[i].bytes)
            explicit_bzero(gate->joined[i].bytes, JOINED_BYTES);
        mem_free(gate->joined[i].bytes);
        gate->joined[i] = (struct joined){ 0 };
    }
}

/* ---- Verdicts ---------------------------------------------------------------------------- */

static struct members **members_of(struct gate *gate, uint32_t leader)
{
    struct members **link = &gate->members;

    while (*link && (*link)->leader != leader)
        link = &(*link)->next;
    return link;
}

/* The verdict of the others. @return how many packets had one, the leader among them */
static size_t verdict_others(struct gate *gate, uint32_t leader,
                             void (*verdict)(struct queue *queue, uint32_t id))
{
    struct members **const link = members_of(gate, leader);
    struct members *const members = *link;
    size_t packets = 1;

    if (!members)
        return packets;
    for (size_t i = 0; i < members->len; i++)
        verdict(gate->queue, members->id[i]);
    packets += members->len;
    *link = members->next;
    mem_free(members);
    return packets;
}

size_t verdict_packets(const struct gate *gate, uint32_t id)
{
    const struct members *members = gate->members;

    while (members && members->leader != id)
        members = members->next;
    return members ? 1 + members->len : 1;
}

void verdict_accept(struct gate *gate, uint32_t id)
{
    queue_accept(gate->queue, id);
    gate->counts.accepted += verdict_others(gate, id, queue_accept);
}

void verdict_drop(struct gate *gate, uint32_t id, uint64_t *why)
{
    size_t packets;

    queue_drop(gate->queue, id);
    packets = verdict_others(gate, id, queue_drop);
    gate->counts.dropped += packets;
    if (why)
        *why += packets;
}

void verdict_replace(struct gate *gate, uint32_t id, const uint8_t *data, size_t len)
{
    queue_replace(gate->queue, id, data, len);
    gate->counts.replaced++;
    gate->counts.dropped += verdict_others(gate, id, queue_drop) - 1;
}
