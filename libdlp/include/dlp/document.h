/* SPDX-License-Identifier: Apache-2.0 */
/** @file document.h
 *  Any file: a document or a container is taken apart by an extractor, and its parts are scanned, and
 *  theirs; anything else is scanned as it stands. What it is, its bytes say, never its name.
 *
 *  Findings and incompletes of parts carry `part`: see <dlp/finding.h>. A document that could not be
 *  read is an incomplete, and then its bytes are scanned as they stand.
 *  Threads: as sessions. */
#ifndef DLP_DOCUMENT_H
#define DLP_DOCUMENT_H

#include <dlp/extract.h>
#include <dlp/session.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One file that arrives in pieces. */
typedef struct dlp_document dlp_document;

/** The name of the format ("zip", "pdf") that bytes begin as; NULL: they are scanned as they stand.
 *  @param len  4,096 are enough; a CD image needs 32,774. Static storage. */
DLP_API const char *dlp_document_format(const void *head, size_t len);

/** The same of a file's last 22 bytes, whatever it begins as: a zip archive may have a text or a program
 *  before it. dlp_document_scan() then scans it in both ways.
 *  @param len  less than 22: NULL. */
DLP_API const char *dlp_document_format_end(const void *tail, size_t len);

/** @param out        set to the document, or to NULL; end with dlp_document_close().
 *  @param extractor  NULL: every document is incomplete, "no_extractor". Must outlive the document.
 *  @param hint       may be NULL. Copied.
 *  @param events     copied; must not be NULL. */
DLP_API DLP_NODISCARD dlp_status dlp_document_open(dlp_document **out, dlp_scanner *scanner,
                                                   dlp_extractor *extractor,
                                                   const struct dlp_hint *hint,
                                                   const struct dlp_events *events,
                                                   struct dlp_error *err);

/** Take the next bytes: text is scanned as it comes, a document is kept until it is whole.
 *  @return as dlp_session_feed(). */
DLP_API DLP_NODISCARD dlp_status dlp_document_feed(dlp_document *document, const void *data,
                                                   size_t len, struct dlp_error *err);

/** Say that the file ends here, and read it if it is a document. Once.
 *  @return as dlp_session_finish(). */
DLP_API DLP_NODISCARD dlp_status dlp_document_finish(dlp_document *document, struct dlp_error *err);

/** Free the document, finished or not. NULL is allowed. */
DLP_API void dlp_document_close(dlp_document *document);

/** Scan a whole regular file. A document is read where it lies, whatever its size.
 *  @param fd  open for reading; its offset is neither used nor changed by the library, but may move.
 *  @return as dlp_scanner_scan(); DLP_EIO when fd cannot be read. */
DLP_API DLP_NODISCARD dlp_status dlp_document_scan(dlp_scanner *scanner, dlp_extractor *extractor,
                                                   int fd, const struct dlp_hint *hint,
                                                   const struct dlp_events *events,
                                                   struct dlp_error *err);

/** A text that a document holds, or that the whole file is. Valid until the callback returns. */
struct dlp_text_part {
    const char *part;     /**< as that of a finding: the path inside the document, or NULL */
    const char *location; /**< "Customers" of a sheet or table, "page 3", ...; or NULL */
    int is_rows; /**< a sheet or table: a line a row, commas between cells, quotes around cells that hold
                      a comma or a quote, no line end in a cell */
    int has_names; /**< its first row holds the names of a database table's columns */
};

/** Where the texts go. None may be NULL. 0 goes on; anything else ends the reading with DLP_STOPPED. */
struct dlp_texts {
    uint32_t version;                                             /**< DLP_TEXTS_VERSION */
    int (*on_part)(const struct dlp_text_part *part, void *user); /**< one begins */
    int (*on_data)(const void *data, size_t len, void *user);     /**< its next bytes: raw values */
    int (*on_end)(void *user);                                    /**< it ends */
    int (*on_incomplete)(const struct dlp_incomplete *incomplete, void *user);
    void *user;
};
#define DLP_TEXTS_VERSION 1u

/** Give out the texts of a whole regular file instead of scanning them: for programs that must know
 *  rows and cells. One part ends before the next begins.
 *  @param scanner  for the parts' names, which are masked where they hold a value.
 *  @param fd       as of dlp_document_scan().
 *  @return as dlp_document_scan(). */
DLP_API DLP_NODISCARD dlp_status dlp_document_read(dlp_scanner *scanner, dlp_extractor *extractor,
                                                   int fd, const struct dlp_texts *texts,
                                                   struct dlp_error *err);

#ifdef __cplusplus
}
#endif
#endif
