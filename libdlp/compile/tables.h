/* compile/tables.h - what rules are compiled to beside Hyperscan's part, from the cache where it has it:
 * facts of their expressions, the tables of words, runs and heads. */
#ifndef COMPILE_TABLES_H
#define COMPILE_TABLES_H

#include "compile/cache.h"
#include "model/compiled.h"

/** Build db->words, db->runs, db->heads and the codes of db->rules, whose rules are set. What the cache
 *  did not have is put into cache->tables, to be stored with the rest.
 *  @return DLP_OK, DLP_ENOMEM, or DLP_ERULE after a diagnostic or with err */
dlp_status dlp_tables_build(struct dlp_database *db, struct dlp_cache *cache, struct dlp_diag *diag,
                            struct dlp_error *err);
#endif
