/* dlpd/policy/windows.h - what is counted across flows: a bounded set of values for each policy and each
 * source, destination or pair. When memory runs out, who sent nothing for longest is forgotten. */
#ifndef DLPD_POLICY_WINDOWS_H
#define DLPD_POLICY_WINDOWS_H

#include "policy/policy_model.h"
#include "policy/recent_values.h"

/** For whom something is counted. No padding: it is hashed. */
struct window_key {
    uint64_t item;           /* of the policy: name, window, per */
    uint8_t source[17];      /* family and address, or 1 and a hash of the user; 0: all */
    uint8_t destination[17]; /* family and address; 0: all */
    uint8_t zero[6];
};

struct window {
    struct window_key key;
    uint64_t hash;
    struct window *next; /* in its bucket */
    struct window *idler, *busier;
    struct distinct values;
};

/** All zero: empty. */
struct windows {
    struct window **bucket;
    size_t buckets, len;
    struct window *idlest, *busiest;
    size_t memory, memory_max;
    uint64_t forgotten; /* dropped for memory: counts from then on start anew */
};

struct window_key window_key_of(const struct policy_item *item, const struct subject *subject);

/** Put values in (from is empty afterwards), forget what is older than the window, and
 *  count what came within it up to that time: what other flows sent later is not this one's.
 *  @param cap   the most that is to be told apart.
 *  @param more  set to whether there were more. */
uint32_t windows_count(struct windows *windows, const struct window_key *key, uint32_t cap,
                       struct distinct *from, uint64_t time_us, uint64_t window_us, bool *more);

void windows_free(struct windows *windows);

#endif
