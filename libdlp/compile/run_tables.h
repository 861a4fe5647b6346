/* compile/run_tables.h - all rules for runs and heads -> the class lane's tables. */
#ifndef COMPILE_RUN_TABLES_H
#define COMPILE_RUN_TABLES_H

#include "model/compiled.h"

/** Fill the tables from rules[0, len), whose codes are compiled and not yet machine code.
 *  @return DLP_OK or DLP_ENOMEM; free in both cases. */
dlp_status dlp_run_tables_build(struct dlp_run_tables *runs, struct dlp_head_tables *heads,
                                const struct dlp_rule_code *rules, size_t len);
void dlp_run_tables_free(struct dlp_run_tables *runs, struct dlp_head_tables *heads);
#endif
