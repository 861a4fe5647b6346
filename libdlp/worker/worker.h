/* worker/worker.h - what the files of the worker share: one document, and the way out for its parts.
 *
 * A process reads one document. It holds the document, mapped for reading, and the socket that the
 * answer goes to, and can open nothing else; whatever happens to it costs that document only. */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include "extract/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How a process ends whose parsers found no memory: the master tells "memory_limit". */
#define WORKER_NO_MEMORY 70

struct worker_document {
    const uint8_t *data;
    size_t len;
    int fd; /* of the same bytes */
    const char *passwords;
    size_t passwords_len; /* each ends in NUL */
};

/** Read a document and tell its parts; the reason why it is not whole, or DLP_REASON_NONE. */
typedef enum dlp_reason (*worker_handler)(const struct worker_document *document);

/** The table of handlers: what a document's bytes say, decides. */
enum dlp_reason worker_read(const struct worker_document *document);

/** What a module has, under the name "worker_module". */
struct worker_module {
    worker_handler read;
    void (*warm)(void); /* once, before there is a document that is read; may be NULL */
};

/** For the master: load what reads a document before there is a process for it, which can load nothing.
 *  Looks at the document's first bytes. */
void worker_load(int document, bool ocr);
/** The module dlp-extract-NAME.so beside this program; NULL when it is not there. */
void *worker_open_module(const char *name);
/** May files be opened? Only for the master, while a module reads what it needs. */
void worker_allow_open(bool allowed);

/** Modules see what is marked so. */
#define WORKER_API __attribute__((visibility("default")))

/** The next password behind one; NULL: the first. @return NULL behind the last. */
WORKER_API const char *worker_password(const struct worker_document *document, const char *before);

/** Free what a library took from the C library's heap and gave away. NULL is allowed. */
WORKER_API void worker_free(void *memory);

/* One a family of formats; others are modules, since their parsers bring dozens of libraries, which
 * each process would have to take over, or since a system need not have them. */
enum dlp_reason read_archive(const struct worker_document *document);
enum dlp_reason read_sqlite(const struct worker_document *document);
enum dlp_reason read_rtf(const struct worker_document *document);
enum dlp_reason read_picture(const struct worker_document *document);
/** Old workbooks; other documents in their container are "unsupported" to it, and read by a module. */
WORKER_API enum dlp_reason read_xls(const struct worker_document *document);

#endif
