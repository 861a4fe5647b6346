/* engine/cells.h - candidates that no lane sees: whole cells of columns that are named for a rule. */
#ifndef ENGINE_CELLS_H
#define ENGINE_CELLS_H

#include "engine/scanner.h"

/** Let session->table follow the block that ends at `to`, and judge the cells that it passes.
 *  @param before  what session->table was before the block
 *  @param last    `to` is the end of the text */
dlp_status dlp_cells_judge(dlp_session *session, const struct dlp_window *window,
                           const struct dlp_table *before, uint64_t to, bool last);
#endif
