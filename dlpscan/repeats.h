/* dlpscan/repeats.h - the same value found again and again in one file. */
#ifndef DLPSCAN_REPEATS_H
#define DLPSCAN_REPEATS_H

#include "buffer.h"

#include <dlp/dlp.h>

/** Repeats of one (rule, masked, token). */
struct repeat {
    uint64_t count;
    size_t key; /* into keys: rule, NUL, masked, NUL, token */
    size_t key_len;
};

/** A thread's memory of the values of one file. */
struct repeats {
    struct repeat *entry; /* in the order in which they were seen */
    size_t len;
    uint16_t *slot; /* a hash table of indices into entry, plus one */
    struct buffer keys;
};

void repeats_init(struct repeats *repeats);
void repeats_free(struct repeats *repeats);

/** Begin a new file. */
void repeats_clear(struct repeats *repeats);

/** Count a finding.
 *  @return how often it was seen before in this file; 0 as well when nothing tells whether it was
 *          (no token), or when too many different values were seen to remember this one. */
uint64_t repeats_add(struct repeats *repeats, const struct dlp_finding *finding);

#endif
