/* dlpd/gate/gate.c - packets of a queue -> the packet path -> verdicts. */

#include "gate/gate.h"

#include "core/gating.h"
#include "gate/strike.h"
#include "gate/waiting.h"
#include "mem.h"
#include "tcp/side_check.h"

#include <unistd.h>

#define RAW_IP 101 /* libpcap's number for packets that begin with the IP header */
#define TICK_MS 1000
#define HOLE_MS 300    /* a packet waits so long for the one that is missing before it */
#define UNLIKELY_MS 1  /* and where only a label behind it could make a finding of its end */
#define PENDING_MOST 8 /* packets of a side that wait for what follows them */
#define HOLE_MOST 64   /* and that wait behind a hole */
#define HELD_MOST 512  /* of all flows */
/* As much as senders keep unacknowledged: what is sent again must be compared. */
#define HISTORY_BYTES ((size_t)8 << 20)

/* A packet on its way. */
struct arrival {
    const struct queued *queued;
    struct packet packet;
    struct gated *gated;
    unsigned side;
    uint64_t from, to; /* stream offsets of its bytes */
};

/* ---- Verdicts ---------------------------------------------------------------------------- */

/* What cannot be judged: as the options have it. */
static void cannot_judge(struct gate *gate, const struct queued *queued)
{
    if (!gate->options.fail_open) {
        verdict_drop(gate, queued->id, &gate->counts.refused);
        return;
    }
    gate->counts.unjudged += verdict_packets(gate, queued->id);
    gate->counts.unjudged_bytes += queued->wire_len;
    verdict_accept(gate, queued->id);
}

/* ---- Held packets ------------------------------------------------------------------------ */

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The offset before which nothing can become forbidden any more. */
static uint64_t clear_of(struct gated *gated, unsigned side, uint64_t packet_from, bool *likely)
{
    const uint64_t next = gated->flow->side[side].next;

    return least(next, gating_hold_from(gated->flow, side, packet_from, likely));
}

/* Judge what is pending now, but for documents. False when that ended the flow. */
static bool end_now(struct gate *gate, struct gated *gated, unsigned side, const uint32_t *id)
{
    gating_end_now(gated->flow, side);
    if (!gating_forbids(gated->flow)) {
        waiting_let_go(gate, gated, side,
                       least(gated->flow->side[side].next,
                             gating_documents_from(gated->flow, side, ENDS_NONE)));
        return true;
    }
    strike_flow(gate, gated, side, id);
    waiting_leave(gated);
    return false;
}

static bool has_pending_due(const struct gate *gate, const struct gated *gated, unsigned side)
{
    for (const struct held *held = gated->holds[side].first; held; held = held->next) {
        if (held->due_ms <= gate->now_ms && held->from <= gated->flow->side[side].next)
            return true;
    }
    return false;
}

void gate_expire(struct gate *gate)
{
    struct gated *next;

    for (struct gated *gated = gate->waiting; gated; gated = next) {
        next = gated->next;
        for (unsigned side = 0; side < 2 && !gated->blocked_ms; side++) {
            struct held held;

            while (holds_take_due(&gated->holds[side], gated->flow->side[side].next, gate->now_ms,
                                  &held)) {
                gate->held -= verdict_packets(gate, held.id);
                verdict_drop(gate, held.id, &gate->counts.refused); /* its sender repeats it */
            }
            if (!has_pending_due(gate, gated, side) || !end_now(gate, gated, side, NULL)
                || !has_pending_due(gate, gated, side))
                continue;
            gating_documents_late(gated->flow, side); /* it waited for one all the time */
            gate->counts.late++;
            (void)end_now(gate, gated, side, NULL);
        }
        waiting_leave(gated);
    }
}

int gate_wait_ms(const struct gate *gate)
{
    uint64_t due = gate->now_ms + TICK_MS;

    for (const struct gated *gated = gate->waiting; gated; gated = gated->next) {
        for (unsigned side = 0; side < 2; side++) {
            const uint64_t its = holds_due(&gated->holds[side]);

            if (its < due)
                due = its;
        }
    }
    return due > gate->now_ms ? (int)(due - gate->now_ms) : 0;
}

/* A document of the flow was read. */
static void on_document(struct flow *flow, unsigned side, void *user)
{
    struct gate *const gate = user;
    struct gated *const gated = flow->gate;

    if (gated->blocked_ms)
        return;
    if (gating_forbids(flow)) {
        strike_flow(gate, gated, side, NULL);
        waiting_leave(gated);
    } else if (gated->holds[side].len > 0
               && gating_documents_from(flow, side, ENDS_NONE) == ENDS_NONE) {
        (void)end_now(gate, gated, side, NULL); /* what waits has waited long enough */
    }
}

static void hold(struct gate *gate, struct arrival *a, bool behind_hole, uint64_t pending_ms)
{
    struct gated *const gated = a->gated;
    struct holds *const holds = &gated->holds[a->side];
    const size_t packets = verdict_packets(gate, a->queued->id);

    if (holds_cover(holds, a->from, a->to)) {
        verdict_drop(gate, a->queued->id, &gate->counts.retransmits);
        return;
    }
    if (gate->held + packets > HELD_MOST || holds->len >= HOLE_MOST) {
        verdict_drop(gate, a->queued->id, &gate->counts.refused);
        return;
    }
    holds_add(holds, a->queued->id, a->from, a->to,
              gate->now_ms + (behind_hole ? HOLE_MS : pending_ms));
    gate->held += packets;
    gate->counts.held += packets;
    waiting_join(gate, gated);
    if (!behind_hole && holds->len > PENDING_MOST)
        (void)end_now(gate, gated, a->side, NULL);
}

/* ---- A packet ---------------------------------------------------------------------------- */

static void pass(struct gate *gate, struct arrival *a)
{
    struct gated *const gated = a->gated;
    const uint32_t mask = gate->options.mark_mask;

    waiting_note_left(gated, a->side, a->from, a->to);
    if (a->packet.len)
        gating_note_passed(gated->flow);
    if (mask && !gated->handed && gating_is_opaque(gated->flow)) {
        gated->handed = true;
        gated->flow->closing = true; /* its end will not be seen */
        gate->counts.handed++;
        gating_note_done(gated->flow, "handed_over", NULL);
    }
    if (!gated->handed || !mask) {
        verdict_accept(gate, a->queued->id);
        return;
    }
    queue_accept_marked(gate->queue, a->queued->id,
                        (a->queued->mark & ~mask) | (gate->options.mark & mask));
    gate->counts.accepted++;
}

/* May the packet be looked at? Otherwise it has its verdict. */
static bool admit(struct gate *gate, struct arrival *a)
{
    const struct flow *const flow = a->gated->flow;
    const enum side_check check = side_check(&flow->side[a->side], &a->packet);

    if (check == SIDE_DIFFERS) {
        verdict_drop(gate, a->queued->id, &gate->counts.conflicts);
        return false;
    }
    /* A receiver may take a byte of urgent data out of the stream: other bytes than are scanned. */
    if (!gate->options.fail_open
        && (check != SIDE_FITS || (a->packet.flags & TCP_URG && a->packet.len > 0)
            || a->packet.wire_len > a->packet.len)) {
        verdict_drop(gate, a->queued->id, &gate->counts.refused);
        return false;
    }
    if (check == SIDE_TOO_OLD
        || check == SIDE_EARLY) { /* what is too far ahead is behind a hole, too */
        gate->counts.unjudged++;
        gate->counts.unjudged_bytes += a->packet.wire_len;
    }
    return true;
}

/* The packet was taken, and nothing forbidden was found. */
static void decide(struct gate *gate, struct arrival *a)
{
    struct gated *const gated = a->gated;
    const struct side *const side = &gated->flow->side[a->side];
    const bool behind_hole = a->from > side->next;
    bool likely;
    const uint64_t documents = gating_documents_from(gated->flow, a->side, a->from);
    uint64_t clear = least(clear_of(gated, a->side, a->from, &likely), documents);

    if (side->fin && side->next >= side->fin_at) {
        if (!end_now(gate, gated, a->side, &a->queued->id))
            return;
        clear = least(side->next, documents);
    }
    waiting_let_go(gate, gated, a->side, clear);
    if (a->to <= clear || (a->packet.wire_len == 0 && !(a->packet.flags & TCP_FIN))) {
        pass(gate, a);
    } else if (behind_hole && gate->options.fail_open) {
        gate->counts.unjudged++;
        gate->counts.unjudged_bytes += a->packet.wire_len;
        pass(gate, a);
    } else {
        hold(gate, a, behind_hole,
             documents != ENDS_NONE ? gate->options.document_ms
                 : likely           ? gate->options.hold_ms
                                    : UNLIKELY_MS);
    }
}

static void find_offsets(struct arrival *a)
{
    const struct side *const side = &a->gated->flow->side[a->side];
    const int64_t from = side_offset(side, a->packet.seq + (a->packet.flags & TCP_SYN ? 1 : 0));

    a->from = from > 0 ? (uint64_t)from : 0;
    a->to = from + (int64_t)a->packet.wire_len > 0 ? (uint64_t)from + a->packet.wire_len : 0;
}

static void tcp_arrives(struct gate *gate, struct arrival *a)
{
    struct gated *const gated = a->gated;
    const bool wanted = gating_wants(gated->flow, a->side);

    if (gated->flow->packets[0] + gated->flow->packets[1] == 0 && !(a->packet.flags & TCP_SYN)
        && condemned_has(&gate->condemned, gated->flow->hash, gate->now_ms))
        gated->blocked_ms = gate->now_ms;
    if (gated->blocked_ms) {
        strike_again(gate, gated, a->side, &a->packet, a->queued->id);
        return;
    }
    if (wanted && !gated->handed && !admit(gate, a))
        return;
    if (a->packet.flags & TCP_ACK) {
        gated->ack[a->side] = a->packet.ack;
        gated->ack_known[a->side] = true;
    }
    packet_path_take(gate->path, gated->flow, a->side, &a->packet);
    find_offsets(a);
    if (gate->inspector->broken)
        cannot_judge(gate, a->queued);
    else if (gating_forbids(gated->flow)) {
        strike_flow(gate, gated, a->side, &a->queued->id);
        waiting_leave(gated);
    } else if (wanted && !gated->handed)
        decide(gate, a);
    else
        pass(gate, a);
}

static void datagram_arrives(struct gate *gate, struct arrival *a)
{
    struct gated *const gated = a->gated;

    if (!gated->blocked_ms)
        packet_path_take(gate->path, gated->flow, a->side, &a->packet);
    if (gate->inspector->broken) {
        cannot_judge(gate, a->queued);
        return;
    }
    if (!gated->blocked_ms && gating_forbids(gated->flow)) {
        gated->blocked_ms = gate->now_ms ? gate->now_ms : 1;
        gate->counts.blocked++;
        if (gate->reaction)
            reaction_condemn(gate->reaction, gated->flow, gate->now_ms);
        gating_note_done(gated->flow, "blocked", NULL);
    }
    if (gated->blocked_ms) {
        verdict_drop(gate, a->queued->id, NULL);
        return;
    }
    pass(gate, a);
}

static void judge_joined(struct gate *gate, struct joined *joined)
{
    struct queued queued;
    struct arrival a = { .queued = &queued, .gated = joined->gated, .side = joined->side };

    joined_take(gate, joined, &a.packet, &queued);
    a.gated->flow->packets[a.side] += verdict_packets(gate, queued.id) - 1;
    tcp_arrives(gate, &a);
}

void gate_judge_joined(struct gate *gate)
{
    for (size_t i = 0; i < JOINED_FLOWS; i++) {
        if (gate->joined[i].gated)
            judge_joined(gate, &gate->joined[i]);
    }
}

static void find_flow(struct gate *gate, struct arrival *a)
{
    a->gated = packet_path_flow(gate->path, &a->packet, &a->side)->gate;
}

/* Is it to be judged later, with others of its flow? If not, those that came before it are judged now. */
static bool joins(struct gate *gate, struct arrival *a)
{
    struct joined *joined;

    find_flow(gate, a);
    joined = joined_of(gate, a->gated);
    if (joined && joined_add(joined, a->side, &a->packet, a->queued))
        return true;
    if (joined && joined_may_pass(joined, a->side, &a->packet))
        return false;
    if (joined)
        judge_joined(gate, joined);
    if (joined_may_begin(gate, a->gated, a->side, &a->packet) && joined_are_full(gate)) {
        gate_judge_joined(gate);
        find_flow(gate, a); /* that may have ended it, for want of memory */
    }
    if (!joined_may_begin(gate, a->gated, a->side, &a->packet))
        return false;
    joined_begin(gate, a->gated, a->side, &a->packet, a->queued);
    a->gated->flow->last_us = a->packet.time_us; /* a flow that waits is not idle */
    flow_table_touch(&gate->path->table, a->gated->flow);
    return true;
}

void gate_packet(const struct queued *queued, void *user)
{
    struct gate *const gate = user;
    const struct frame frame = { .data = queued->data,
                                 .len = queued->len,
                                 .wire_len = queued->wire_len,
                                 .number = ++gate->number,
                                 .time_us = life_now_us(),
                                 .link = RAW_IP };
    struct arrival a = { .queued = queued };
    enum outcome outcome;

    if (queued->mark == GATE_MARK) { /* our own */
        verdict_accept(gate, queued->id);
        return;
    }
    if (gate->options.slow_us)
        usleep(gate->options.slow_us);
    outcome = packet_path_decode(gate->path, &frame, &a.packet);
    if (outcome
        == OUTCOME_OTHER) { /* no rule sends it here, but the owner's; there is no text in it */
        gate->counts.unjudged++;
        gate->counts.unjudged_bytes += queued->wire_len;
        verdict_accept(gate, queued->id);
        return;
    }
    if (outcome != OUTCOME_DECODED) {
        cannot_judge(gate, queued);
        return;
    }
    if (a.packet.protocol != PROTOCOL_TCP) {
        find_flow(gate, &a);
        datagram_arrives(gate, &a);
        return;
    }
    if (a.packet.flags & ~(TCP_ACK | TCP_PSH))
        gate_judge_joined(gate); /* it may end their flow, or hang on what they say */
    if (!joins(gate, &a))
        tcp_arrives(gate, &a);
}

/* ---- Flows ------------------------------------------------------------------------------- */

static void on_open(struct flow *flow, void *user)
{
    struct gate *const gate = user;
    struct gated *const gated = mem_array(1, sizeof(*gated));

    gate->inspector->events.open(flow, gate->inspector->events.user);
    gated->flow = flow;
    flow->gate = gated;
    flow->user_memory += sizeof(*gated);
    for (unsigned side = 0; side < 2; side++)
        flow->side[side].history.most = HISTORY_BYTES;
}

static void on_close(struct flow *flow, void *user)
{
    struct gate *const gate = user;
    struct joined *const joined = joined_of(gate, flow->gate);
    struct packet packet;
    struct queued queued;

    if (joined) {
        joined_take(gate, joined, &packet, &queued);
        cannot_judge(gate, &queued);
    }
    waiting_give_up(gate, flow->gate);
    gate->inspector->events.close(flow, gate->inspector->events.user);
    mem_free(flow->gate);
    flow->gate = NULL;
}

void gate_init(struct gate *gate)
{
    gate->events = gate->inspector->events;
    gate->events.open = on_open;
    gate->events.close = on_close;
    gate->events.user = gate;
    gate->events.settle = NULL;
    gate->asked = -1;
    gate->inspector->batched = false; /* packets wait for what is found */
    gate->inspector->document_read = on_document;
    gate->inspector->user = gate;
}

bool gate_holds_documents(const struct gate *gate)
{
    for (const struct gated *gated = gate->waiting; gated; gated = gated->next) {
        for (unsigned side = 0; side < 2; side++) {
            if (gating_documents_from(gated->flow, side, ENDS_NONE) != ENDS_NONE)
                return true;
        }
    }
    return false;
}

void gate_settle(struct gate *gate)
{
    struct gated *next;

    gate_judge_joined(gate);
    for (struct gated *gated = gate->waiting; gated; gated = next) {
        next = gated->next;
        for (unsigned side = 0; side < 2 && !gated->blocked_ms; side++)
            (void)end_now(gate, gated, side, NULL);
    }
    queue_flush(gate->queue);
}

void gate_end(struct gate *gate)
{
    gate_settle(gate);
    packet_path_end(gate->path);
    inspector_finish(gate->inspector);
    queue_flush(gate->queue);
    joined_free(gate);
}
