/* compile/chain_tables.h - rules with `digits` -> what a chain of groups must be like for them. */
#ifndef COMPILE_CHAIN_TABLES_H
#define COMPILE_CHAIN_TABLES_H

#include "model/compiled.h"

/** @return DLP_OK or DLP_ENOMEM; free in both cases */
dlp_status dlp_chain_tables_build(struct dlp_chain_tables *tables,
                                  const struct dlp_rule_code *rules, size_t len);
void dlp_chain_tables_free(struct dlp_chain_tables *tables);
#endif
