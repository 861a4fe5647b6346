/* dlpd/policy/recent_values.c - the values that came last, each once, with the time of each: a bounded set. */

#include "policy/recent_values.h"

#include "mem.h"

#include <string.h>

#define ROOM_LEAST 8u

static struct distinct_entry *entry_at(const struct distinct *set, uint32_t place)
{
    return &set->entries[place - 1];
}

static uint32_t *bucket_of(const struct distinct *set, uint64_t value)
{
    return &set->bucket[value & (set->buckets - 1)];
}

size_t distinct_memory(const struct distinct *set)
{
    return set->room * sizeof(*set->entries) + set->buckets * sizeof(*set->bucket);
}

/* Entries keep their places; only the buckets are made anew. */
static void grow(struct distinct *set)
{
    const uint32_t room = set->room ? 2 * set->room : ROOM_LEAST;

    set->entries = mem_resize(set->entries, room, sizeof(*set->entries));
    mem_free(set->bucket);
    set->buckets = 2 * room;
    set->bucket = mem_array(set->buckets, sizeof(*set->bucket));
    for (uint32_t place = set->oldest; place; place = entry_at(set, place)->newer) {
        uint32_t *const at = bucket_of(set, entry_at(set, place)->value);

        entry_at(set, place)->next = *at;
        *at = place;
    }
    for (uint32_t i = room; i > set->room; i--) {
        set->entries[i - 1].next = set->unused;
        set->unused = i;
    }
    set->room = room;
}

static void order_remove(struct distinct *set, struct distinct_entry *entry)
{
    *(entry->older ? &entry_at(set, entry->older)->newer : &set->oldest) = entry->newer;
    *(entry->newer ? &entry_at(set, entry->newer)->older : &set->newest) = entry->older;
}

/* Values come nearly in order of time: the search begins at the newest. */
static void order_insert(struct distinct *set, uint32_t place)
{
    struct distinct_entry *const entry = entry_at(set, place);
    uint32_t older = set->newest;

    while (older && entry_at(set, older)->time_us > entry->time_us)
        older = entry_at(set, older)->older;
    entry->older = older;
    entry->newer = older ? entry_at(set, older)->newer : set->oldest;
    *(entry->older ? &entry_at(set, older)->newer : &set->oldest) = place;
    *(entry->newer ? &entry_at(set, entry->newer)->older : &set->newest) = place;
}

static void drop_oldest(struct distinct *set)
{
    const uint32_t place = set->oldest;
    struct distinct_entry *const entry = entry_at(set, place);
    uint32_t *at = bucket_of(set, entry->value);

    while (*at != place)
        at = &entry_at(set, *at)->next;
    *at = entry->next;
    order_remove(set, entry);
    entry->next = set->unused;
    set->unused = place;
    set->len--;
}

static uint32_t find(const struct distinct *set, uint64_t value)
{
    uint32_t place = set->buckets ? *bucket_of(set, value) : 0;

    while (place && entry_at(set, place)->value != value)
        place = entry_at(set, place)->next;
    return place;
}

static void insert(struct distinct *set, uint64_t value, uint64_t time_us)
{
    const uint32_t place = set->unused;
    struct distinct_entry *const entry = entry_at(set, place);
    uint32_t *const at = bucket_of(set, value);

    set->unused = entry->next;
    *entry = (struct distinct_entry){ .value = value, .time_us = time_us, .next = *at };
    *at = place;
    order_insert(set, place);
    set->len++;
}

size_t distinct_add(struct distinct *set, uint64_t value, uint64_t time_us)
{
    const size_t before = distinct_memory(set);
    const uint32_t place = find(set, value);

    if (place) {
        struct distinct_entry *const entry = entry_at(set, place);

        if (time_us > entry->time_us) {
            order_remove(set, entry);
            entry->time_us = time_us;
            order_insert(set, place);
        }
        return 0;
    }
    if (set->len == set->cap) {
        set->more = true;
        if (entry_at(set, set->oldest)->time_us > time_us)
            return 0; /* the new one is older than all */
        drop_oldest(set);
    }
    if (!set->unused)
        grow(set);
    insert(set, value, time_us);
    return distinct_memory(set) - before;
}

void distinct_forget(struct distinct *set, uint64_t until_us)
{
    while (set->oldest && entry_at(set, set->oldest)->time_us <= until_us) {
        drop_oldest(set);
        set->more = false; /* what was dropped before is older still */
    }
}

uint32_t distinct_count(const struct distinct *set, uint64_t time_us)
{
    uint32_t place = set->newest, newer = 0;

    while (place && entry_at(set, place)->time_us > time_us) {
        newer++;
        place = entry_at(set, place)->older;
    }
    return set->len - newer;
}

size_t distinct_move(struct distinct *set, struct distinct *from)
{
    size_t grown = 0;

    for (uint32_t place = from->oldest; place; place = entry_at(from, place)->newer)
        grown += distinct_add(set, entry_at(from, place)->value, entry_at(from, place)->time_us);
    set->more = set->more || from->more;
    while (from->oldest)
        drop_oldest(from);
    from->more = false;
    return grown;
}

void distinct_free(struct distinct *set)
{
    if (set->entries)
        explicit_bzero(set->entries, set->room * sizeof(*set->entries));
    mem_free(set->entries);
    mem_free(set->bucket);
    *set = (struct distinct){ .cap = set->cap };
}
