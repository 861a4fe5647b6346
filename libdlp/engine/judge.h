/* engine/judge.h - a confirmed candidate -> checks -> score -> pending finding -> report. */
#ifndef ENGINE_JUDGE_H
#define ENGINE_JUDGE_H

#include "engine/scanner.h"

/** Check and weigh a candidate and keep it until its overlaps are known.
 *  @return DLP_OK (also when it was rejected) or DLP_ENOMEM */
dlp_status dlp_judge(dlp_session *session, const struct dlp_window *window,
                     const struct dlp_candidate *candidate);

/** Report a settled finding, unless it gave way to another or is below the threshold. */
void dlp_judge_report(dlp_session *session, const struct dlp_window *window,
                      const struct dlp_pending *pending);
#endif
