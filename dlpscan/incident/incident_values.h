/* dlpscan/incident/incident_values.h - how many different values each condition has seen. */
#ifndef DLPSCAN_INCIDENT_VALUES_H
#define DLPSCAN_INCIDENT_VALUES_H

#include <stddef.h>
#include <stdint.h>

#define INCIDENT_CONDITIONS 64 /* of a run: a bit each */

struct incident_value {
    uint64_t token; /* 0: an empty slot */
    uint64_t conditions;
};

/** Start with all zero. 32 to 64 bytes a value, and no more values than all limits together. */
struct incident_values {
    struct incident_value *slot;
    size_t slots, len;
    uint64_t full; /* conditions that count no further */
    uint32_t count[INCIDENT_CONDITIONS];
};

/** Count a value for conditions that have not seen it.
 *  @param token  tells values apart; 0: nothing does, and it counts as another one
 *  @param limit  of each condition, how far it counts */
void incident_values_add(struct incident_values *values, uint64_t token, uint64_t conditions,
                         const uint32_t *limit);

/** Nothing was seen; the memory is kept. */
void incident_values_clear(struct incident_values *values);
void incident_values_free(struct incident_values *values);

#endif
