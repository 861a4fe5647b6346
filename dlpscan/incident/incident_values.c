/* dlpscan/incident/incident_values.c - how many different values each condition has seen.
 *
 * One table for all conditions: a value is mostly one for several of them. A condition that has counted
 * as far as anybody asks takes no more room. */

#include "incident/incident_values.h"

#include "mem.h"

#include <string.h>

#define SLOTS_FIRST ((size_t)256)

/* Tokens are keyed digests: their own bits are as good as a hash of them. */
static size_t slot_of(const struct incident_values *values, uint64_t token)
{
    size_t at = (size_t)token & (values->slots - 1);

    while (values->slot[at].token && values->slot[at].token != token)
        at = (at + 1) & (values->slots - 1);
    return at;
}

static void grow(struct incident_values *values)
{
    const struct incident_values old = *values;

    values->slots = old.slots ? 2 * old.slots : SLOTS_FIRST;
    values->slot = mem_array(values->slots, sizeof(*values->slot));
    for (size_t i = 0; i < old.slots; i++) {
        if (old.slot[i].token)
            values->slot[slot_of(values, old.slot[i].token)] = old.slot[i];
    }
    mem_free(old.slot);
}

/* Of the conditions, those that have not seen it; then they have. */
static uint64_t unseen(struct incident_values *values, uint64_t token, uint64_t conditions)
{
    struct incident_value *value;
    uint64_t fresh;

    if (2 * (values->len + 1) > values->slots)
        grow(values);
    value = &values->slot[slot_of(values, token)];
    values->len += value->token == 0;
    fresh = conditions & ~value->conditions;
    value->token = token;
    value->conditions |= fresh;
    return fresh;
}

void incident_values_add(struct incident_values *values, uint64_t token, uint64_t conditions,
                         const uint32_t *limit)
{
    conditions &= ~values->full;
    if (conditions && token)
        conditions = unseen(values, token, conditions);
    for (size_t i = 0; conditions; i++, conditions >>= 1) {
        if (conditions & 1 && ++values->count[i] == limit[i])
            values->full |= UINT64_C(1) << i;
    }
}

void incident_values_clear(struct incident_values *values)
{
    const struct incident_values kept = *values;

    if (kept.len)
        memset(kept.slot, 0, kept.slots * sizeof(*kept.slot));
    *values = (struct incident_values){ .slot = kept.slot, .slots = kept.slots };
}

void incident_values_free(struct incident_values *values)
{
    mem_free(values->slot);
    *values = (struct incident_values){ 0 };
}
