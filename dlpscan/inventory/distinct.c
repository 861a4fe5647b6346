/* dlpscan/inventory/distinct.c - how many different values there were, in bounded memory. */

#include "inventory/distinct.h"

#include "mem.h"

#include <string.h>

#define FIRST_SLOTS ((size_t)64)

/* Tokens are a keyed hash: their own bits spread. The low ones choose who stays, so others choose the slot. */
static void put(struct distinct *set, uint64_t token)
{
    size_t at = (size_t)(token >> 24) & (set->slots - 1);

    while (set->slot[at] && set->slot[at] != token)
        at = (at + 1) & (set->slots - 1);
    set->len += set->slot[at] == 0;
    set->slot[at] = token;
}

static bool stays(const struct distinct *set, uint64_t token)
{
    return (token & (((uint64_t)1 << set->level) - 1)) == 0;
}

static void rebuild(struct distinct *set, size_t slots)
{
    const struct distinct old = *set;

    set->slots = slots;
    set->slot = mem_array(slots, sizeof(*set->slot));
    set->len = 0;
    for (size_t i = 0; i < old.slots; i++) {
        if (old.slot[i] && stays(set, old.slot[i]))
            put(set, old.slot[i]);
    }
    mem_free(old.slot);
}

static void make_room(struct distinct *set, size_t *used)
{
    const size_t more = set->slots ? set->slots : FIRST_SLOTS;

    if (set->slots == 0 || (set->slots < 2 * DISTINCT_MAX && *used + more <= DISTINCT_ALL)) {
        *used += more;
        rebuild(set, set->slots + more);
        return;
    }
    while (2 * set->len >= set->slots && set->level < 63) {
        set->level++;
        rebuild(set, set->slots);
    }
}

void distinct_add(struct distinct *set, uint64_t token, size_t *used)
{
    if (token == 0)
        token = (uint64_t)1 << 63; /* 0 is a free slot */
    if (!stays(set, token))
        return;
    if (2 * set->len >= set->slots)
        make_room(set, used);
    if (stays(set, token))
        put(set, token);
}

void distinct_settle(struct distinct *set, size_t *used)
{
    while (set->slots > FIRST_SLOTS && *used + set->slots > DISTINCT_ALL) {
        const size_t slots = set->slots / 2;

        while (2 * set->len >= slots && set->level < 63) {
            set->level++;
            rebuild(set, set->slots);
        }
        rebuild(set, slots);
    }
    *used += set->slots;
}

uint64_t distinct_count(const struct distinct *set)
{
    return (uint64_t)set->len << set->level;
}

bool distinct_is_exact(const struct distinct *set)
{
    return set->level == 0;
}

void distinct_free(struct distinct *set)
{
    mem_free(set->slot);
    *set = (struct distinct){ 0 };
}
