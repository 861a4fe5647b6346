/* rules/rule_digest.h - a digest of what a rule means, for reports and caches. */
#ifndef RULES_RULE_DIGEST_H
#define RULES_RULE_DIGEST_H

#include "model/rule.h"

/** Set rule->digest: BLAKE2b-256 over its id and every setting that can change a finding. To be called
 *  whenever one of these has changed. */
void dlp_rule_digest_set(struct dlp_rule *rule);
#endif
