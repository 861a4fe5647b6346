/* dlpd/core/incident.h - the findings of one flow, folded: a rule once, with how many distinct values. */
#ifndef DLPD_CORE_INCIDENT_H
#define DLPD_CORE_INCIDENT_H

#include "buffer.h"

#include <dlp/dlp.h>

#include <stdbool.h>

#define INCIDENT_SAMPLES 3      /* masked values that are shown of a rule */
#define INCIDENT_DISTINCT 65536 /* values that are told apart; more are counted as "at least" */
#define INCIDENT_PARTS 4

struct incident_rule {
    char *rule;
    enum dlp_severity severity;
    double confidence; /* the highest */
    uint64_t *values;  /* hashes of tokens: an open table, 0 is empty */
    size_t distinct, cap;
    bool at_least;
    char *sample[INCIDENT_SAMPLES];
    char *token[INCIDENT_SAMPLES];
    size_t samples;
    const char *part[INCIDENT_PARTS]; /* where it was found */
    size_t parts;
};

/** All zero: nothing was found. */
struct incident {
    struct incident_rule
        *rules; /* by name, so that a record does not hang on how the bytes were cut */
    size_t len;
};

/** A hash of the value: equal for values of equal tokens. Without a token each place is a value. */
uint64_t finding_hash(const struct dlp_finding *finding);

/** @param part  static storage.
 *  @return how many bytes more it holds now. */
size_t incident_add(struct incident *incident, const struct dlp_finding *finding, const char *part);

/** Add what another one holds: each value counts once.
 *  @return how many bytes more it holds now. */
size_t incident_merge(struct incident *into, const struct incident *from);

/** Add the member "rules" to a JSON object.
 *  @param tokens  whether they may be shown: the key is the user's. */
void incident_json(const struct incident *incident, struct buffer *out, bool tokens);

void incident_free(struct incident *incident);

#endif
