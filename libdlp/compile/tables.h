/* compile/tables.h - the tables of words, runs and heads, from the cache where it has them. */
#ifndef COMPILE_TABLES_H
#define COMPILE_TABLES_H

#include "compile/cache.h"
#include "model/compiled.h"

/** Build db->words, db->runs and db->heads from db->rules, whose codes are compiled. What the cache did
 *  not have is put into cache->tables, to be stored with the rest.
 *  @return DLP_OK, DLP_ENOMEM, or DLP_ERULE with err */
dlp_status dlp_tables_build(struct dlp_database *db, struct dlp_cache *cache,
                            struct dlp_error *err);
#endif
