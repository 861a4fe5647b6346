/* engine/live_cells.h - what the columns of a table leave of the rules, for values that fill their cells. */
#ifndef ENGINE_LIVE_CELLS_H
#define ENGINE_LIVE_CELLS_H

#include "engine/scanner.h"

/** Make scanner->live.live.cells ready for a block that begins at `from`: known only for rows that a sample has
 *  shown to be a table, behind their header. */
void dlp_live_cells(dlp_session *session, const struct dlp_window *window, uint64_t from);
/** Another text comes. */
void dlp_live_cells_forget(dlp_scanner *scanner, const dlp_session *session);
void dlp_live_cells_free(dlp_scanner *scanner);
#endif
