/* SPDX-License-Identifier: Apache-2.0 */
/** @file session.h
 *  Bytes in pieces. However a text is cut, its findings are those of the whole.
 *  Threads: a session belongs to the thread of its scanner; many may be open at once. */
#ifndef DLP_SESSION_H
#define DLP_SESSION_H

#include <dlp/scanner.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One text, or one direction of one connection, that arrives in pieces. */
typedef struct dlp_session dlp_session;

/** @param out     set to the session, or to NULL; end with dlp_session_close().
 *  @param hint    may be NULL; its strings are copied (name up to 4,096 bytes).
 *  @param events  copied; must not be NULL.
 *  Memory: dlp_database_info.session_bytes. */
DLP_API DLP_NODISCARD dlp_status dlp_session_open(dlp_session **out, dlp_scanner *scanner,
                                                  const struct dlp_hint *hint,
                                                  const struct dlp_events *events,
                                                  struct dlp_error *err);

/** Scan the next bytes. Reports every finding whose end and A bytes behind it are known.
 *  After DLP_STOPPED, or DLP_PARTIAL by deadline or cancellation, further bytes are counted
 *  but not scanned.
 *  @return as dlp_scanner_scan(); DLP_ESTATE after dlp_session_finish(). */
DLP_API DLP_NODISCARD dlp_status dlp_session_feed(dlp_session *session, const void *data,
                                                  size_t len, struct dlp_error *err);

/** Say that the text ends here; reports what is left. Once.
 *  @return DLP_PARTIAL if anything in this session was incomplete. */
DLP_API DLP_NODISCARD dlp_status dlp_session_finish(dlp_session *session, struct dlp_error *err);

/** Tell what would be found if the text ended here, beside what was reported already: for who cannot wait for the A bytes behind a
 *  value. The session goes on as if nobody had asked, and will report again what then still holds.
 *  @param scanner  of the same database, of the same thread: its options apply. That of the session may be given.
 *  @param events   must not be NULL.
 *  @return as dlp_scanner_scan(); DLP_EINVAL when the scanner is of another database; DLP_ESTATE when this cannot be told
 *          of a text like this (in another charset than UTF-8, inside a block such as a private key's when the scanner has another key
 *          for tokens, with DLP_SCAN_VIEWS, or with DLP_SCAN_COLUMNS before its sample is whole), or not any more: then nothing was reported.
 *  Cost: of a scan of the last A bytes. */
DLP_API DLP_NODISCARD dlp_status dlp_session_look(dlp_session *session, dlp_scanner *scanner,
                                                  const struct dlp_events *events,
                                                  struct dlp_error *err);

/** Free the session, finished or not, and wipe its memory. NULL is allowed. */
DLP_API void dlp_session_close(dlp_session *session);

#ifdef __cplusplus
}
#endif
#endif
