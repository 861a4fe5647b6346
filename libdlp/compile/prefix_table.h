/* compile/prefix_table.h - the prefixes that are looked up where runs of a token's bytes begin. */
#ifndef COMPILE_PREFIX_TABLE_H
#define COMPILE_PREFIX_TABLE_H

#include "model/compiled.h"

/** Does every match of the rule, from its prefix's last byte that is not of tokens on, begin with
 *  DLP_TOKEN_RUN bytes of tokens, before which none may stand? */
bool dlp_prefix_by_run(const struct dlp_rule *rule);
/** Bytes of the prefix up to its last one that is not of tokens: they stand before the run. */
size_t dlp_prefix_head(const char *prefix);
/** Of the rules with by_run.
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_prefix_table_build(struct dlp_prefix_table *table, const struct dlp_rule_code *rules,
                                  size_t len);
void dlp_prefix_table_free(struct dlp_prefix_table *table);
#endif
