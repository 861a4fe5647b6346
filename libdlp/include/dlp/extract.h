/* SPDX-License-Identifier: Apache-2.0 */
/** @file extract.h
 *  The way to the worker that takes documents and containers apart.
 *
 *  Parsers of other people read hostile bytes there, each document in a process of its own, which may
 *  read nothing else and write nothing at all. The library starts no process: the program does, as
 *
 *      dlp-extract <&SOCKET
 *
 *  with one end of a socketpair(AF_UNIX, SOCK_SEQPACKET) as its standard input, and gives the other
 *  end to the library. The worker ends when that is closed. */
#ifndef DLP_EXTRACT_H
#define DLP_EXTRACT_H

#include <dlp/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The worker, and how much one document may cost. */
typedef struct dlp_extractor dlp_extractor;

/** Documents are read without seccomp filter and resource limits: for systems that have none. */
#define DLP_EXTRACT_NO_SANDBOX 0x1u
/** Letters in pictures (JPEG, PNG, and pages of PDF that are nothing else) are read, too, where the worker
 *  was built with tesseract; where it was not, such pictures are incomplete, "unsupported". Takes seconds
 *  a page. The languages are those of the worker's environment variable DLP_OCR_LANGUAGES ("eng+deu");
 *  without one, English. */
#define DLP_EXTRACT_OCR 0x2u

/** Limits are for one outermost document, with everything in it. Beyond one, what was read stands, and
 *  the rest is incomplete. */
struct dlp_extractor_options {
    uint32_t version; /**< DLP_EXTRACTOR_OPTIONS_VERSION */
    uint32_t flags;   /**< DLP_EXTRACT_... or 0 */
    /** Give a new socket of a started worker, which the extractor then closes, or -1 with a reason on
     *  the program's own ways. Called when the first document comes, and again when a worker is gone;
     *  one call at a time, on any thread that scans. */
    int (*connect)(void *user);
    void *user;
    const char *const *passwords; /**< to try on what is encrypted; NULL-terminated, or NULL.
                                       Copied; 4 KiB at the most */
    uint32_t max_depth;           /**< documents in documents */
    uint32_t max_parts;           /**< members, sheets, pages, messages */
    uint64_t max_bytes;           /**< in bytes, of all parts */
    uint64_t max_ratio;           /**< of those to the document's own, beyond the first 16 MiB */
    uint64_t max_time_ms;         /**< milliseconds, with the time to scan the parts */
    uint64_t max_memory;          /**< in bytes, of each worker process */
    uint64_t max_spool; /**< in bytes: how much of a document in a document, or in a stream,
                                       is kept in memory until it is whole */
};
#define DLP_EXTRACTOR_OPTIONS_VERSION 1u
#define DLP_EXTRACTOR_OPTIONS_INIT                                                                 \
  {                                                                                                \
    DLP_EXTRACTOR_OPTIONS_VERSION, 0u, NULL, NULL, NULL, 8u, 100000u, (uint64_t)4 << 30, 400u,     \
        60000u, (uint64_t)512 << 20, (uint64_t)256 << 20                                           \
  }

/** @param out  set to the extractor, or to NULL; free with dlp_extractor_free().
 *  @return DLP_OK, DLP_ENOMEM, or DLP_EINVAL: another version, no connect, passwords too long.
 *  Threads: any number may use one extractor at once; their documents are read at once, too. */
DLP_API DLP_NODISCARD dlp_status dlp_extractor_new(dlp_extractor **out,
                                                   const struct dlp_extractor_options *options,
                                                   struct dlp_error *err);

/** Close the socket, which ends the worker, and wipe the passwords. No document may be open.
 *  NULL is allowed. */
DLP_API void dlp_extractor_free(dlp_extractor *extractor);

/** Where the worker that came with this build was installed. Static storage. */
DLP_API const char *dlp_extract_path(void);

#ifdef __cplusplus
}
#endif
#endif
