/* dlpd/policy/recent_values.h - the values that came last, each once, with the time of each: a bounded set.
 *
 * Whether n distinct values came within a time is known from the n that came last, so a set never needs to
 * hold more of them than the count that it is asked for. */
#ifndef DLPD_POLICY_RECENT_VALUES_H
#define DLPD_POLICY_RECENT_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct distinct_entry {
    uint64_t value, time_us;
    uint32_t newer, older; /* places of others + 1, by time; 0: none */
    uint32_t next;         /* in the bucket, the same way */
};

/** All zero but cap: empty. */
struct distinct {
    uint32_t cap; /* the most it holds, 1 or more */
    uint32_t len;
    uint32_t room, buckets; /* of entries; a power of two */
    uint32_t newest, oldest, unused;
    bool more; /* values were dropped since others came later: len is what there were at least */
    struct distinct_entry *entries;
    uint32_t *bucket;
};

/** Put a value in, or set its time when it came later than before. A full set drops the oldest.
 *  @return bytes more that it holds now. */
size_t distinct_add(struct distinct *set, uint64_t value, uint64_t time_us);

/** Drop the values that did not come behind that time. */
void distinct_forget(struct distinct *set, uint64_t until_us);

/** How many of them came at that time or before. */
uint32_t distinct_count(const struct distinct *set, uint64_t time_us);

/** Put all of from into set, and empty from. As distinct_add(). */
size_t distinct_move(struct distinct *set, struct distinct *from);

/** How many bytes it holds. */
size_t distinct_memory(const struct distinct *set);
void distinct_free(struct distinct *set);

#endif
