/* dlpd/policy_choice.h - the policy files of the command line, with what is wrong said on standard error. */
#ifndef DLPD_POLICY_CHOICE_H
#define DLPD_POLICY_CHOICE_H

#include "policy/policy.h"

/** Read a policy file and say what is wrong with it.
 *  @param set  the rules that are scanned with.
 *  @return the policy, or NULL with *status set to the exit status to end with. */
struct policy *policy_choose(const char *path, const dlp_ruleset *set, int *status);

/** A dlp_diagnostic_fn that prints. */
void policy_complain(const struct dlp_diagnostic *diagnostic, void *user);

#endif
