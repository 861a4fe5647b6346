/* engine/sample.h - the first look at a part: is it a table, and what are its columns? */
#ifndef ENGINE_SAMPLE_H
#define ENGINE_SAMPLE_H

#include "engine/scanner.h"

/** Look at the part's first DLP_SAMPLE_BYTES (fewer where it is shorter) and settle
 *  session->table's delimiter and session->verdicts. Before anything else is scanned.
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_sample_run(dlp_session *session, const uint8_t *data, size_t len);
#endif
