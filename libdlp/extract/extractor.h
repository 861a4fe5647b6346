/* extract/extractor.h - asking the worker, and hearing its answer. */
#ifndef EXTRACT_EXTRACTOR_H
#define EXTRACT_EXTRACTOR_H

#include "extract/frame.h"

#include <dlp/extract.h>
#include <stdatomic.h>

/** The options that an extractor was made with, but for the passwords. */
const struct dlp_extractor_options *dlp_extractor_limits(const dlp_extractor *extractor);

/** Ask for a document.
 *  @param fd     a regular file, or a sealed spool
 *  @param reply  set to the socket that the answer comes on, to be closed; or to -1
 *  @return false when there is no worker to ask. */
bool dlp_extractor_ask(dlp_extractor *extractor, int fd, uint64_t time_ms, int *reply);

/** Wait for the next frame of an answer.
 *  @param packet       DLP_FRAME_MAX bytes, which the frame points into
 *  @param deadline_ns  on the monotonic clock
 *  @param cancelled    ends the wait soon after it becomes true
 *  @return DLP_REASON_NONE and a frame; or why there is none: the worker ended without a word or sent
 *          something else than frames (crashed), time is up, or it was cancelled. */
enum dlp_reason dlp_extractor_next(int reply, uint64_t deadline_ns, const atomic_bool *cancelled,
                                   uint8_t *packet, struct dlp_frame *frame);

/** Has the worker itself ended, not only the process that read a document? It is started again for the
 *  next one, but not for ever. */
bool dlp_extractor_is_gone(dlp_extractor *extractor);

/** Hear no more of an answer: the process that gives it ends. */
void dlp_reply_close(int reply);

#endif
