/* engine/spare.h - the session that a scanner keeps for quick opening. */
#ifndef ENGINE_SPARE_H
#define ENGINE_SPARE_H

#include "engine/scanner.h"

void dlp_session_spare_free(dlp_scanner *scanner);
#endif
