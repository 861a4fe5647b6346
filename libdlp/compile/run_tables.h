/* compile/run_tables.h - all rules for runs and heads -> the class lane's tables. */
#ifndef COMPILE_RUN_TABLES_H
#define COMPILE_RUN_TABLES_H

#include "model/compiled.h"

#define DLP_PAIRS_BYTES (DLP_HEAD_PAIRS / 8)

/** Which rules of rules[0, len) have a head. */
size_t dlp_head_rules(const struct dlp_rule_code *rules, size_t len);
/** Ask PCRE2 which letters each head may begin with, which takes long: DLP_PAIRS_BYTES a head rule, a
 *  bitmap of dlp_head_pair(). The codes are compiled and not yet machine code.
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_head_pairs(uint8_t *pairs, const struct dlp_rule_code *rules, size_t len);

/** Fill the tables from rules[0, len) and what dlp_head_pairs() said of them.
 *  @return DLP_OK or DLP_ENOMEM; free in both cases. */
dlp_status dlp_run_tables_build(struct dlp_run_tables *runs, struct dlp_head_tables *heads,
                                const struct dlp_rule_code *rules, size_t len,
                                const uint8_t *pairs);
void dlp_run_tables_free(struct dlp_run_tables *runs, struct dlp_head_tables *heads);
#endif
