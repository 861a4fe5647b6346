/* dlpd/gate/waiting.c - flows of which packets are held, and how these leave. */

#include "gate/waiting.h"

#include "core/gating.h"

void waiting_leave(struct gated *gated)
{
    if (!gated->link || gated->holds[0].len + gated->holds[1].len > 0)
        return;
    *gated->link = gated->next;
    if (gated->next)
        gated->next->link = gated->link;
    gated->link = NULL;
}

void waiting_join(struct gate *gate, struct gated *gated)
{
    if (gated->link)
        return;
    gated->next = gate->waiting;
    gated->link = &gate->waiting;
    if (gated->next)
        gated->next->link = &gated->next;
    gate->waiting = gated;
}

void waiting_note_left(struct gated *gated, unsigned side, uint64_t from, uint64_t to)
{
    if (from <= gated->passed[side] && to > gated->passed[side])
        gated->passed[side] = to;
}

void waiting_let_go(struct gate *gate, struct gated *gated, unsigned side, uint64_t clear)
{
    struct held held;

    while (holds_take(&gated->holds[side], clear, &held)) {
        gate->held -= verdict_packets(gate, held.id);
        verdict_accept(gate, held.id);
        waiting_note_left(gated, side, held.from, held.to);
        gating_note_passed(gated->flow);
    }
    waiting_leave(gated);
}

void waiting_give_up(struct gate *gate, struct gated *gated)
{
    struct held held;

    for (unsigned side = 0; side < 2; side++) {
        while (holds_take(&gated->holds[side], UINT64_MAX, &held)) {
            const size_t packets = verdict_packets(gate, held.id);

            gate->held -= packets;
            if (!gate->options.fail_open) {
                verdict_drop(gate, held.id, &gate->counts.refused);
                continue;
            }
            gate->counts.unjudged += packets;
            gate->counts.unjudged_bytes += held.to - held.from;
            verdict_accept(gate, held.id);
        }
    }
    waiting_leave(gated);
}
