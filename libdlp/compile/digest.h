/* compile/digest.h - a digest of what the enabled rules mean, for reports and caches. */
#ifndef COMPILE_DIGEST_H
#define COMPILE_DIGEST_H

#include "model/compiled.h"

/** BLAKE2b-256 over every setting that can change a finding, as lower-case hex. */
void dlp_digest_rules(char digest[65], const struct dlp_rule_code *rules, size_t len);
#endif
