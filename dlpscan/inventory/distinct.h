/* dlpscan/inventory/distinct.h - how many different values there were, in bounded memory.
 *
 * A set of 64-bit tokens. When it is full, it keeps those whose lowest bit is 0 and counts each for two,
 * and so on: exact as long as all fit, an estimate within a few per cent afterwards. */
#ifndef DLPSCAN_DISTINCT_H
#define DLPSCAN_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISTINCT_MAX ((size_t)1 << 14) /* kept by one set */
#define DISTINCT_ALL ((size_t)1 << 22) /* slots of all sets of a file, and of a run: 32 MiB each */

struct distinct {
    uint64_t *slot; /* 0: free */
    size_t len, slots;
    unsigned level; /* tokens that end in so many zero bits are kept */
};

/** @param used  slots of all sets so far: one set may not take what others have. */
void distinct_add(struct distinct *set, uint64_t token, size_t *used);

/** Take a set that grew by itself in among others: it gives up what does not fit beside them. */
void distinct_settle(struct distinct *set, size_t *used);

uint64_t distinct_count(const struct distinct *set);

/** Is that count exact? */
bool distinct_is_exact(const struct distinct *set);

void distinct_free(struct distinct *set);

#endif
