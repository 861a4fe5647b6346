/* engine/judge.h - a confirmed candidate -> checks -> score -> pending finding -> report. */
#ifndef ENGINE_JUDGE_H
#define ENGINE_JUDGE_H

#include "engine/scanner.h"

/** The words that the scanner knows of the session's text: none, when it was another's before. */
struct dlp_token_cache *dlp_judge_cache(dlp_session *session);

/** Check and weigh a candidate and keep it until its overlaps are known.
 *  @return DLP_OK (also when it was rejected) or DLP_ENOMEM */
dlp_status dlp_judge(dlp_session *session, const struct dlp_window *window,
                     const struct dlp_candidate *candidate);

/** Keep a finding until its overlaps are known, unless it is below the threshold: what would not be
 *  reported stands in nobody's way, and is no other reading of a reported one.
 *  @param pending  its block, if it has one, is taken over
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_judge_keep(dlp_session *session, struct dlp_pending *pending);

/** Report a settled finding, unless it gave way to another. */
void dlp_judge_report(dlp_session *session, const struct dlp_window *window,
                      const struct dlp_pending *pending);
#endif
