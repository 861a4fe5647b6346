/* engine/session_life.h - what engine/scanner.c needs of sessions beyond the public calls. */
#ifndef ENGINE_SESSION_LIFE_H
#define ENGINE_SESSION_LIFE_H

#include "engine/scanner.h"

/** Feed, and where last is set also finish, in one step. */
dlp_status dlp_session_take(dlp_session *session, const void *data, size_t len, bool last,
                            struct dlp_error *err);

/** Free the session that the scanner keeps for quick opening. */
void dlp_session_spare_free(dlp_scanner *scanner);
#endif
