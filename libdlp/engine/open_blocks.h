/* engine/open_blocks.h - the blocks (private keys) that a session is in the middle of. */
#ifndef ENGINE_OPEN_BLOCKS_H
#define ENGINE_OPEN_BLOCKS_H

#include "engine/scanner.h"

/** A begin line ends at event->at. A block of the same rule that is still open ends there, cut. */
dlp_status dlp_blocks_begin(dlp_session *session, const struct dlp_window *window,
                            const struct dlp_event *event);
/** An end line ends at event->at. */
dlp_status dlp_blocks_close(dlp_session *session, const struct dlp_window *window,
                            const struct dlp_event *event);
/** Digest open blocks up to `to`, less a begin line's width; those that reach their limit, or the part's end,
 *  end there, cut. */
dlp_status dlp_blocks_advance(dlp_session *session, const struct dlp_window *window, uint64_t to,
                              bool last);
#endif
