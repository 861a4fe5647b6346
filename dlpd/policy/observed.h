/* dlpd/policy/observed.h - how many values flows had, for a policy that only observes: what threshold to take. */
#ifndef DLPD_POLICY_OBSERVED_H
#define DLPD_POLICY_OBSERVED_H

#include "policy/policy.h"

/** All zero: nothing was seen. */
struct tally {
    uint32_t *flows; /* flows[n]: with n values, n up to POLICY_OBSERVED; NULL: none yet */
};

/** One flow more, with so many values, 1 or more. */
void tally_add(struct tally *tally, uint32_t values);

/** What was seen; name and values are the caller's to set. False when nothing was. */
bool tally_propose(const struct tally *tally, uint32_t values, struct policy_proposal *out);
void tally_free(struct tally *tally);

#endif
