/* dlpd/policy/observed.c - how many values flows had, for a policy that only observes. */

#include "policy/observed.h"

#include "mem.h"

void tally_add(struct tally *tally, uint32_t values)
{
    uint32_t *at;

    if (!tally->flows)
        tally->flows = mem_array(POLICY_OBSERVED + 1, sizeof(*tally->flows));
    at = &tally->flows[values < POLICY_OBSERVED ? values : POLICY_OBSERVED];
    *at += *at < UINT32_MAX;
}

/* The least n that at least so many of a hundred flows do not go beyond. */
static uint32_t percentile(const struct tally *tally, uint64_t flows, unsigned percent)
{
    uint64_t below = 0;
    uint32_t n = 0;

    while (n < POLICY_OBSERVED && below * 100 < flows * percent)
        below += tally->flows[++n];
    return n;
}

bool tally_propose(const struct tally *tally, uint32_t values, struct policy_proposal *out)
{
    *out = (struct policy_proposal){ .values = values };
    if (!tally->flows)
        return false;
    for (uint32_t n = 1; n <= POLICY_OBSERVED; n++) {
        out->flows += tally->flows[n];
        if (n >= values)
            out->reached += tally->flows[n];
        if (tally->flows[n])
            out->most = n;
    }
    out->median = percentile(tally, out->flows, 50);
    out->p99 = percentile(tally, out->flows, 99);
    out->propose = out->p99 + 1;
    return true;
}

void tally_free(struct tally *tally)
{
    mem_free(tally->flows);
    tally->flows = NULL;
}
