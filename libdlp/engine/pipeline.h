/* engine/pipeline.h - the way of the bytes through the stages. */
#ifndef ENGINE_PIPELINE_H
#define ENGINE_PIPELINE_H

#include "engine/scanner.h"

/** Take bytes [session->done, to) of the part through all stages.
 *  @param window  holds W + B bytes before session->done, and db->ahead bytes behind `to` (or the
 *                 part's first and last byte)
 *  @param last    the part ends at `to`
 *  @return DLP_OK, DLP_STOPPED, DLP_PARTIAL (out of time or cancelled), DLP_ENOMEM, DLP_EINTERNAL */
dlp_status dlp_pipeline_run(dlp_session *session, const struct dlp_window *window, uint64_t to,
                            bool last);

/** Report everything that is still pending, as if the part ended at session->done. */
void dlp_pipeline_drain(dlp_session *session, const struct dlp_window *window);
#endif
