/* dlpd/gate/holds.h - packets of one side of a flow that wait for a verdict, in order of arrival. */
#ifndef DLPD_GATE_HOLDS_H
#define DLPD_GATE_HOLDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct held {
    struct held *next;
    uint32_t id;       /* of the queue */
    uint64_t from, to; /* stream offsets of its bytes */
    uint64_t due_ms;   /* when waiting ends */
};

/** All zero: none. */
struct holds {
    struct held *first, *last;
    size_t len;
};

void holds_add(struct holds *holds, uint32_t id, uint64_t from, uint64_t to, uint64_t due_ms);

/** Is there one with all of these bytes? */
bool holds_cover(const struct holds *holds, uint64_t from, uint64_t to);

/** Take out the first one that ends at or before that offset. False when there is none. */
bool holds_take(struct holds *holds, uint64_t to, struct held *taken);

/** Take out the first one that is due and begins behind that offset. False when there is none. */
bool holds_take_due(struct holds *holds, uint64_t behind, uint64_t now_ms, struct held *taken);

/** The earliest due_ms; UINT64_MAX when there is none. */
uint64_t holds_due(const struct holds *holds);

#endif
