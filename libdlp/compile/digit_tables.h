/* compile/digit_tables.h - all digit shapes of all rules -> the class lane's tables. */
#ifndef COMPILE_DIGIT_TABLES_H
#define COMPILE_DIGIT_TABLES_H

#include "model/compiled.h"

/** Fill tables from rules[0, len). @return DLP_OK or DLP_ENOMEM; free in both cases. */
dlp_status dlp_digit_tables_build(struct dlp_digit_tables *tables,
                                  const struct dlp_rule_code *rules, size_t len);
void dlp_digit_tables_free(struct dlp_digit_tables *tables);
#endif
