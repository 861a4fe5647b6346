/* compile/name_table.h - the names of all rules with names, to be looked up by their first bytes. */
#ifndef COMPILE_NAME_TABLE_H
#define COMPILE_NAME_TABLE_H

#include "model/compiled.h"

/** @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_name_table_build(struct dlp_name_table *table, const struct dlp_rule_code *rules,
                                size_t len);
void dlp_name_table_free(struct dlp_name_table *table);
#endif
