/* engine/cells.h - candidates that no lane sees: whole cells of columns that are named for a rule. */
#ifndef ENGINE_CELLS_H
#define ENGINE_CELLS_H

#include "engine/scanner.h"

/** What session->table is now, for the other functions of this file alone: the rest of a table without columns
 *  is left as it is. */
void dlp_cells_before(struct dlp_table *before, const dlp_session *session);
/** Let session->table be again what it was. */
void dlp_cells_restore(dlp_session *session, const struct dlp_table *before);

/** Judge the cells that session->table has passed and that end well before `at`, the place of an event of the
 *  block, when they are worth a step.
 *  @param before  by dlp_cells_before(); moved behind those cells */
dlp_status dlp_cells_follow(dlp_session *session, const struct dlp_window *window,
                            struct dlp_table *before, uint64_t at);

/** Let session->table follow the block that ends at `to`, and judge the cells that it passes.
 *  @param before  by dlp_cells_before()
 *  @param last    `to` is the end of the text */
dlp_status dlp_cells_judge(dlp_session *session, const struct dlp_window *window,
                           struct dlp_table *before, uint64_t to, bool last);
#endif
