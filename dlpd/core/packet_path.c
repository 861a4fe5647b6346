/* dlpd/core/packet_path.c - a frame's way: decode, flow, reassembly, inspection. */

#include "core/packet_path.h"

#include "util/secret_hash.h"

/* What a side's sink needs to know. */
struct way {
    struct packet_path *path;
    struct flow *flow;
    unsigned side;
};

void packet_path_init(struct packet_path *path, const struct flow_events *events)
{
    *path = (struct packet_path){ .events = events,
                                  .memory_max = PATH_MEMORY,
                                  .flows_max = PATH_FLOWS };
    decoder_init(&path->decoder);
    flow_table_init(&path->table);
}

static void on_data(void *user, const uint8_t *data, size_t len)
{
    const struct way *const way = user;

    way->path->events->data(way->flow, way->side, data, len, way->path->events->user);
}

static void on_gap(void *user, uint64_t len)
{
    const struct way *const way = user;

    way->path->events->gap(way->flow, way->side, len, way->path->events->user);
}

static size_t flow_memory(const struct flow *flow)
{
    return flow->side[0].memory + flow->side[1].memory + flow->user_memory + sizeof(*flow);
}

static void recount(struct packet_path *path, struct flow *flow)
{
    const size_t now = flow_memory(flow);

    path->memory = path->memory - flow->counted + now;
    flow->counted = now;
}

static void flow_close(struct packet_path *path, struct flow *flow, enum flow_end why)
{
    flow->why = why;
    for (unsigned i = 0; i < 2 && flow->protocol == PROTOCOL_TCP; i++) {
        struct way way = { path, flow, i };
        const struct side_sink sink = { on_data, on_gap, &way };

        side_finish(&flow->side[i], &sink);
    }
    path->events->close(flow, path->events->user);
    path->memory -= flow->counted;
    flow_table_remove(&path->table, flow);
}

size_t packet_path_memory(const struct packet_path *path)
{
    return path->memory + (path->events->held ? *path->events->held : 0);
}

static void make_room(struct packet_path *path, struct flow *needed)
{
    while (path->table.idlest && path->table.idlest != needed
           && (packet_path_memory(path) > path->memory_max || path->table.len > path->flows_max)) {
        path->evicted++;
        flow_close(path, path->table.idlest, FLOW_END_MEMORY);
    }
}

/* Those that are longest idle come first, but a closed one may wait behind an open one: it is only a
 * little memory until then. */
static void close_idle(struct packet_path *path, uint64_t now_us)
{
    struct flow *flow = path->table.idlest;

    while (flow && path->idle_us) {
        const uint64_t limit = flow->closing ? path->closed_us : path->idle_us;

        if (now_us < flow->last_us || now_us - flow->last_us <= limit)
            return;
        flow_close(path, flow, FLOW_END_IDLE);
        flow = path->table.idlest;
    }
}

/* Does this packet open a new connection between the same endpoints? A SYN that is sent again has the
 * sequence number of the first; behind a FIN or an RST it is taken for a new connection all the same, so
 * that nobody hides one in what looks like bytes that were seen. */
static bool starts_anew(const struct packet_path *path, const struct flow *flow, unsigned side,
                        const struct packet *packet)
{
    const struct side *const from = &flow->side[side];

    return (packet->flags & (TCP_SYN | TCP_ACK)) == TCP_SYN && from->base_known
        && (packet->seq != from->base_seq || (flow->closing && !path->by_number));
}

static unsigned side_of(const struct flow *flow, const struct packet *packet)
{
    const struct endpoint *const a = &flow->end[0];

    for (size_t i = 0; i < sizeof(a->address.bytes); i++) {
        if (a->address.bytes[i] != packet->from.address.bytes[i])
            return 1;
    }
    return a->port == packet->from.port ? 0 : 1;
}

static struct flow *flow_open(struct packet_path *path, const struct flow_key *key, uint64_t hash,
                              const struct packet *packet)
{
    struct flow *const flow = flow_table_add(&path->table, key, hash, packet);

    flow->number = path->numbers[packet->protocol == PROTOCOL_UDP]++;
    path->flows++;
    path->events->open(flow, path->events->user);
    recount(path, flow);
    return flow;
}

static struct flow *flow_of(struct packet_path *path, const struct packet *packet)
{
    const struct flow_key key = flow_key_of(packet);
    const uint64_t hash = secret_hash(&key, sizeof(key));
    struct flow *flow = flow_table_find(&path->table, &key, hash);

    if (flow && packet->protocol == PROTOCOL_TCP
        && starts_anew(path, flow, side_of(flow, packet), packet)) {
        flow_close(path, flow, FLOW_END_REUSED);
        flow = NULL;
    }
    return flow ? flow : flow_open(path, &key, hash, packet);
}

/* Who opened the connection: whoever sends a SYN, or gets a SYN with ACK; else the end with the higher
 * port of the first packet. */
static void note_client(struct flow *flow, unsigned side, const struct packet *packet)
{
    const uint8_t syn = packet->protocol == PROTOCOL_TCP ? packet->flags & (TCP_SYN | TCP_ACK) : 0;

    if (flow->client_known)
        return;
    if (syn & TCP_SYN) {
        flow->client = (uint8_t)(syn & TCP_ACK ? 1 - side : side);
        flow->client_known = true;
    } else if (flow->packets[0] + flow->packets[1] == 0) {
        flow->client = packet->from.port >= packet->to.port ? 0 : 1;
    }
}

static bool is_over(const struct side *side)
{
    return side->fin && side->next == side->fin_at && !side->first;
}

/* A FIN that nobody acknowledged may have been sent to mislead: the other end never got it. */
static bool is_acknowledged(const struct side *side)
{
    return side->acked > side->fin_at;
}

static void note_completion(struct packet_path *path, struct flow *flow)
{
    const struct side *const a = &flow->side[0], *const b = &flow->side[1];

    if (flow->complete || !flow->closing || !is_over(a) || !is_over(b)
        || !(is_acknowledged(a) || is_acknowledged(b)))
        return;
    flow->complete = true;
    if (path->events->complete)
        path->events->complete(flow, path->events->user);
}

static void tcp_packet(struct packet_path *path, struct flow *flow, unsigned side,
                       const struct packet *packet)
{
    struct way ways[2] = { { path, flow, 0 }, { path, flow, 1 } };
    const struct side_sink sinks[2] = { { on_data, on_gap, &ways[0] },
                                        { on_data, on_gap, &ways[1] } };
    const uint64_t clock = flow->packets[0] + flow->packets[1];

    if (packet->flags & TCP_ACK)
        side_acknowledge(&flow->side[1 - side], packet->ack);
    side_packet(&flow->side[side], packet, clock, &sinks[side]);
    side_advance(&flow->side[side], clock, &sinks[side]);
    side_advance(&flow->side[1 - side], clock, &sinks[1 - side]);
    flow->reset = flow->reset || packet->flags & TCP_RST;
    flow->closing = flow->closing || packet->flags & (TCP_RST | TCP_FIN);
    note_completion(path, flow);
}

enum outcome packet_path_decode(struct packet_path *path, const struct frame *frame,
                                struct packet *packet)
{
    const enum outcome outcome = decode_frame(&path->decoder, frame, packet);

    path->frames++;
    path->bytes += frame->wire_len > frame->len ? frame->wire_len : frame->len;
    path->outcome[outcome]++;
    return outcome;
}

struct flow *packet_path_flow(struct packet_path *path, const struct packet *packet, unsigned *side)
{
    struct flow *flow;

    close_idle(path, packet->time_us);
    flow = flow_of(path, packet);
    *side = side_of(flow, packet);
    note_client(flow, *side, packet);
    return flow;
}

void packet_path_take(struct packet_path *path, struct flow *flow, unsigned side,
                      const struct packet *packet)
{
    flow->packets[side]++;
    flow->bytes[side] += packet->wire_len;
    flow->last_us = packet->time_us;
    flow->conflict = flow->conflict || packet->conflict;
    if (packet->protocol == PROTOCOL_TCP)
        tcp_packet(path, flow, side, packet);
    else
        path->events->datagram(flow, side, packet, path->events->user);
    if (++path->round >= PATH_ROUND)
        packet_path_settle(path);
    recount(path, flow);
    flow_table_touch(&path->table, flow);
    make_room(path, flow);
}

void packet_path_frame(struct packet_path *path, const struct frame *frame)
{
    struct packet packet;
    struct flow *flow;
    unsigned side;

    if (packet_path_decode(path, frame, &packet) != OUTCOME_DECODED)
        return;
    flow = packet_path_flow(path, &packet, &side);
    packet_path_take(path, flow, side, &packet);
}

void packet_path_settle(struct packet_path *path)
{
    path->round = 0;
    if (path->events->settle)
        path->events->settle(path->events->user);
}

void packet_path_tick(struct packet_path *path, uint64_t now_us)
{
    close_idle(path, now_us);
}

void packet_path_end(struct packet_path *path)
{
    while (path->table.oldest)
        flow_close(path, path->table.oldest, FLOW_END_CAPTURE);
}

void packet_path_free(struct packet_path *path)
{
    packet_path_end(path);
    flow_table_free(&path->table);
    decoder_free(&path->decoder);
    *path = (struct packet_path){ 0 };
}
