/* dlpd/policy/policy_engine.h - the policy in force and what it remembers; for policy only. */
#ifndef DLPD_POLICY_ENGINE_H
#define DLPD_POLICY_ENGINE_H

#include "policy/policy_model.h"
#include "policy/windows.h"

/** The policy that new flows get, with a reference for the caller. */
struct policy *engine_policy(struct policy_engine *engine);

/** Fill in what the mapping files say of a flow's ends. @param out  user and source are copies: free them. */
struct subject_names {
    char *user, *source;
    char country[COUNTRY_TEXT];
};
void engine_names(struct policy_engine *engine, const struct policy_flow *flow,
                  struct subject_names *out);

/** A flow of a policy that observes had so many values; forgotten when another one is in force by now. */
void engine_observe(struct policy_engine *engine, const struct policy *policy, size_t item,
                    uint32_t values);

/** windows_count(), by one thread at a time. */
uint32_t engine_count(struct policy_engine *engine, const struct window_key *key, uint32_t cap,
                      struct distinct *from, uint64_t time_us, uint64_t window_us, bool *more);

#endif
