/* common/policy_rules.h - the rules that a policy asks for, by globs and packs. */
#ifndef COMMON_POLICY_RULES_H
#define COMMON_POLICY_RULES_H

#include "policy_reader.h"

/** Does a policy ask for that rule?
 *  @param rules  globs of ids
 *  @param packs  names; what is in either is asked for, and without both every rule is */
bool policy_asks(const struct text_list *rules, const struct text_list *packs,
                 const struct dlp_rule_info *info);

/** Complain of globs and packs of a policy that name no rule of the set that is on.
 *  @param group  of the policy, with settings "rules" and "packs" */
void policy_check_names(struct policy_reader *reader, const config_setting_t *group,
                        const struct text_list *rules, const struct text_list *packs,
                        const dlp_ruleset *set);

#endif
