/* engine/tail.h - the last bytes of a session's text, which a later decision may look at, and the room
 * in which they and a new piece lie side by side. */
#ifndef ENGINE_TAIL_H
#define ENGINE_TAIL_H

#include "engine/scanner.h"

/** Bytes that a session keeps between two feeds at the most: W + B + ahead. */
size_t dlp_tail_reach(const struct dlp_database *db);

/** Give a scanner its room. @return DLP_OK or DLP_ENOMEM; close in both cases. */
dlp_status dlp_tail_room_open(struct dlp_tail_room *room, const struct dlp_database *db);
void dlp_tail_room_close(struct dlp_tail_room *room);

/** Lay new bytes behind the session's tail.
 *  @param len     how many there are: all of them are taken, or dlp_tail_reach() of a large piece
 *  @param window  gets tail and new bytes; valid until the next call for the same scanner
 *  @return how many were taken */
size_t dlp_tail_append(dlp_session *session, struct dlp_window *window, const uint8_t *data,
                       size_t len);

/** Keep the window's last bytes, from W + B before session->done on. */
void dlp_tail_keep(dlp_session *session, const struct dlp_window *window);

/** Forget and wipe all of the session's text, wherever it lies. */
void dlp_tail_forget(dlp_session *session);
#endif
