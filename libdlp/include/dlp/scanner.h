/* SPDX-License-Identifier: Apache-2.0 */
/** @file scanner.h
 *  A thread's workspace, and scanning of whole buffers. */
#ifndef DLP_SCANNER_H
#define DLP_SCANNER_H

#include <dlp/database.h>
#include <dlp/finding.h>
#include <dlp/key.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A thread's workspace. Opaque, so it can grow without breaking callers. */
typedef struct dlp_scanner dlp_scanner;

/** Findings carry the raw value. Nothing else in libdlp ever hands it out. */
#define DLP_SCAN_VALUES 0x1u
/** The scanner counts what each rule costs: see <dlp/cost.h>. A little slower. */
#define DLP_SCAN_COSTS 0x4u

/** Decode what is encoded or disguised in the text (docs/encodings.md), and report what is found there at
 *  the bytes that it stands in, with `via`. Such a finding comes when the text around it is known: up to
 *  33 KiB late, and so behind others that end after it. */
#define DLP_SCAN_VIEWS 0x8u
/** With DLP_SCAN_VIEWS: offer all of the text to the decoders, not only what wakes them, and read it
 *  backwards as well. Several times slower. */
#define DLP_SCAN_DEEP 0x10u

/** Judge the columns of tables by their first rows: a session holds its first 32 KiB back until it
 *  knows them. For files and exports; a live stream cannot wait, and goes by the header alone. */
#define DLP_SCAN_COLUMNS 0x2u

struct dlp_scan_options {
    uint32_t version;      /**< DLP_SCAN_OPTIONS_VERSION */
    uint32_t flags;        /**< DLP_SCAN_... or 0 */
    double min_confidence; /**< 0 to 1: findings below are not reported (default 0.5) */
    uint64_t deadline_ms;  /**< milliseconds from the opening of a session; 0: none */
    const dlp_key *key;    /**< for tokens; NULL: none. Must outlive the scanner */
};
#define DLP_SCAN_OPTIONS_VERSION 1u
#define DLP_SCAN_OPTIONS_INIT { DLP_SCAN_OPTIONS_VERSION, 0u, 0.5, 0u, NULL }

/** @param out      set to the scanner, or to NULL on failure; free with dlp_scanner_free().
 *  @param options  NULL: the defaults. Copied.
 *  Threads: never share a scanner; scanners of one database run in parallel. */
DLP_API DLP_NODISCARD dlp_status dlp_scanner_new(dlp_scanner **out, dlp_database *database,
                                                 const struct dlp_scan_options *options,
                                                 struct dlp_error *err);

/** Free a scanner whose sessions are all closed. NULL is allowed. Wipes its buffers. */
DLP_API void dlp_scanner_free(dlp_scanner *scanner);

/** Scan one whole buffer: the same as a session that is fed once.
 *  @param data  bytes to scan, only read, not kept. NULL only when len is 0.
 *  @param len   in bytes; any size_t.
 *  @param hint  may be NULL.
 *  @return DLP_OK       all of data was scanned
 *          DLP_PARTIAL  something was not judged: on_incomplete was told what and why
 *          DLP_STOPPED  a callback asked to stop
 *          DLP_ENOMEM   the scanner is still usable; findings already reported stand
 *  Findings come in order of (end, start, rule). */
DLP_API DLP_NODISCARD dlp_status dlp_scanner_scan(dlp_scanner *scanner, const void *data,
                                                  size_t len, const struct dlp_hint *hint,
                                                  const struct dlp_events *events,
                                                  struct dlp_error *err);

/** Ask the running scan, and every later one until dlp_scanner_resume(), to end soon with
 *  an incomplete "cancelled" and DLP_PARTIAL. Any thread, and signal handlers. */
DLP_API void dlp_scanner_cancel(dlp_scanner *scanner);
DLP_API void dlp_scanner_resume(dlp_scanner *scanner);

#ifdef __cplusplus
}
#endif
#endif
