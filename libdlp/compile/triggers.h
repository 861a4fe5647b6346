/* compile/triggers.h - every expression that Hyperscan looks for, in one stream-mode database. */
#ifndef COMPILE_TRIGGERS_H
#define COMPILE_TRIGGERS_H

#include "base/diag.h"
#include "compile/cache.h"
#include "model/compiled.h"

/** Build db->hs, scratch, triggers and stream_size from db->rules; all stay empty when no rule
 *  has an expression for the literal lane.
 *  @param cache  an open one, where the database may be already, and is stored when it is not;
 *                NULL: none
 *  @return DLP_ERULE after a diagnostic, DLP_ENOMEM */
dlp_status dlp_triggers_build(struct dlp_database *db, struct dlp_cache *cache,
                              struct dlp_diag *diag);
void dlp_triggers_free(struct dlp_database *db);
#endif
