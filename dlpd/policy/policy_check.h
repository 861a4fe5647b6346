/* dlpd/policy/policy_check.h - what must be right of a policy file beyond each single setting. */
#ifndef DLPD_POLICY_CHECK_H
#define DLPD_POLICY_CHECK_H

#include "policy/policy_model.h"

/** One policy that was read; those before it are in the policy already. */
void check_item(struct policy_reader *reader, const config_setting_t *group,
                const struct policy *policy, const struct policy_item *item);

/** One exception; sets which policies it is of. */
void check_exception(struct policy_reader *reader, const config_setting_t *group,
                     const struct policy *policy, struct policy_exception *exception);

/** Find the rules of every policy, and say which globs and packs name none.
 *  @param list  "policies" of the file. */
void check_rules(struct policy_reader *reader, const config_setting_t *list, struct policy *policy,
                 const dlp_ruleset *set);

#endif
