/* dlpd/gate/condemned.h - flows that were ended, remembered when their records are long told: who goes on
 * sending all the same must not pass as somebody new, of whom half a value is clean. */
#ifndef DLPD_GATE_CONDEMNED_H
#define DLPD_GATE_CONDEMNED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONDEMNED_PLACES ((size_t)8192) /* a later one takes an earlier one's place */
#define CONDEMNED_MS UINT64_C(3600000)

/** All zero: none. */
struct condemned {
    struct {
        uint64_t hash, until_ms;
    } place[CONDEMNED_PLACES];
};

/** @param hash  of the flow's key, which nobody outside can aim at. */
void condemned_add(struct condemned *condemned, uint64_t hash, uint64_t now_ms);

/** The same for another time than CONDEMNED_MS. */
void condemned_add_for(struct condemned *condemned, uint64_t hash, uint64_t now_ms, uint64_t ms);

bool condemned_has(const struct condemned *condemned, uint64_t hash, uint64_t now_ms);

#endif
