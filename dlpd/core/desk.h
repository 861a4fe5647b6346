/* dlpd/core/desk.h - where documents are read, by threads of its own, so that no packet waits for one; or at
 * once, for who replays captures. */
#ifndef DLPD_CORE_DESK_H
#define DLPD_CORE_DESK_H

#include "core/document.h"

#define DESK_DOCUMENTS 256u       /* that are kept or read at one time */
#define DESK_FOUND ((size_t)4096) /* findings that are kept of one document */

struct desk_options {
    int launcher;           /* of the worker: becomes the desk's; -1: documents stay unread */
    uint64_t document_most; /* bytes of one document */
    uint64_t all_most;      /* bytes of all of them */
    uint64_t time_ms;       /* to read one */
    double min_confidence;
    const dlp_key *key; /* outlives the desk */
    unsigned threads;   /* 0: desk_ask() reads at once */
};

struct desk;

/** @param done  told of each document that was read.
 *  @return false, and said, when the system does not allow it; then *out is NULL */
bool desk_new(struct desk **out, const struct desk_options *options,
              void (*done)(struct document *document, void *user), void *user);

/** Waits for documents that are there, and cancels them after some seconds. None may be kept by others any
 *  more. NULL is allowed. */
void desk_free(struct desk *desk);

/** Is there room for another document? */
bool desk_has_room(const struct desk *desk);

/** A file that is there already: its descriptor becomes the desk's. */
void desk_take(struct desk *desk, struct document *document, int fd);

/** A file without a name for a document. @return NULL, or why there is none: static storage. */
const char *desk_open(struct desk *desk, struct document *document);

/** Its next bytes. @return NULL, or why it is not kept any longer: then its file is gone. */
const char *desk_keep(struct desk *desk, struct document *document, const void *data, size_t len);

/** Give up a document that was not asked for. */
void desk_drop(struct desk *desk, struct document *document);

/** It is whole: read it, under the rules of its generation. That is told by desk_run(), or at once. */
void desk_ask(struct desk *desk, struct document *document);

/** Readable when there is something for desk_run(); -1 for NULL and without threads. */
int desk_fd(const struct desk *desk);

/** Tell of documents that were read. NULL is allowed. */
void desk_run(struct desk *desk);

/** Wait for all that was asked for, at most so long, and tell of it. What is not read by then is cancelled.
 *  NULL is allowed. */
void desk_finish(struct desk *desk, uint64_t most_ms);

#endif
