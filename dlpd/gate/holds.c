/* dlpd/gate/holds.c - packets of one side of a flow that wait for a verdict. They are few. */

#include "gate/holds.h"

#include "mem.h"

void holds_add(struct holds *holds, uint32_t id, uint64_t from, uint64_t to, uint64_t due_ms)
{
    struct held *const held = mem_alloc(sizeof(*held));

    *held = (struct held){ .id = id, .from = from, .to = to, .due_ms = due_ms };
    *(holds->last ? &holds->last->next : &holds->first) = held;
    holds->last = held;
    holds->len++;
}

bool holds_cover(const struct holds *holds, uint64_t from, uint64_t to)
{
    for (const struct held *held = holds->first; held; held = held->next) {
        if (held->from <= from && held->to >= to)
            return true;
    }
    return false;
}

static void take(struct holds *holds, struct held *held, struct held *before, struct held *taken)
{
    *(before ? &before->next : &holds->first) = held->next;
    if (holds->last == held)
        holds->last = before;
    holds->len--;
    *taken = *held;
    mem_free(held);
}

bool holds_take(struct holds *holds, uint64_t to, struct held *taken)
{
    struct held *before = NULL;

    for (struct held *held = holds->first; held; before = held, held = held->next) {
        if (held->to > to)
            continue;
        take(holds, held, before, taken);
        return true;
    }
    return false;
}

bool holds_take_due(struct holds *holds, uint64_t behind, uint64_t now_ms, struct held *taken)
{
    struct held *before = NULL;

    for (struct held *held = holds->first; held; before = held, held = held->next) {
        if (held->from <= behind || held->due_ms > now_ms)
            continue;
        take(holds, held, before, taken);
        return true;
    }
    return false;
}

uint64_t holds_due(const struct holds *holds)
{
    uint64_t due = UINT64_MAX;

    for (const struct held *held = holds->first; held; held = held->next) {
        if (held->due_ms < due)
            due = held->due_ms;
    }
    return due;
}
