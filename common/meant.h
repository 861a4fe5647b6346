/* common/meant.h - "is ... meant?": the known name that differs least from one that is not known. */
#ifndef COMMON_MEANT_H
#define COMMON_MEANT_H

#include <stddef.h>

struct meant {
    const char *typed;
    size_t len;       /* of it, in bytes */
    const char *name; /* the nearest known one, or NULL: none is near */
    size_t far;       /* in how many letters it differs, from which on it is not near */
};

/** Look for the name that the first len bytes of typed may mean. */
struct meant meant_begin(const char *typed, size_t len);

/** One name that is known; of equals the first is kept. */
void meant_add(struct meant *meant, const char *known);

#endif
