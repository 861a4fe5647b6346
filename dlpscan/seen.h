/* dlpscan/seen.h - a set of what was seen, as 128 bits each. */
#ifndef DLPSCAN_SEEN_H
#define DLPSCAN_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen_key {
    uint64_t half[2]; /* not both 0 */
};

/** Start with all zero. 32 to 64 bytes a key. */
struct seen {
    struct seen_key *key;
    size_t len, slots;
};

/** Add a key. False when it was there. */
bool seen_add(struct seen *seen, struct seen_key key);
bool seen_has(const struct seen *seen, struct seen_key key);
void seen_free(struct seen *seen);

#endif
