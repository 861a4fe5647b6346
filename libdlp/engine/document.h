/* engine/document.h - the insides of documents, shared by document.c and unpack.c. */
#ifndef ENGINE_DOCUMENT_H
#define ENGINE_DOCUMENT_H

#include "engine/grid.h"
#include "engine/scanner.h"
#include "extract/extractor.h"
#include "extract/spool.h"

#include <dlp/document.h>

/** What an outermost document and all that is in it may still cost, and how it went. */
struct dlp_budget {
    uint64_t deadline_ns; /* 0: nothing was asked of the worker yet */
    uint64_t in;          /* bytes of the outermost document */
    uint64_t out;         /* bytes of all parts so far */
    uint64_t parts;       /* so far */
    bool over;            /* a limit of the whole was reached: nothing more is unpacked */
    bool partial;         /* something was incomplete */
};

struct dlp_document {
    dlp_scanner *scanner;
    dlp_extractor *extractor;
    struct dlp_events events; /* of the caller */
    struct dlp_budget *budget, own_budget;
    unsigned depth; /* 0: the outermost */
    char *hint;     /* the name of the outermost, or NULL */
    char *path;     /* inside that one; NULL: it is the outermost */
    char *location; /* of extracted text, else NULL */
    bool plain;     /* scanned as it stands, whatever it looks like */
    bool is_grid;
    struct dlp_grid grid;
    struct dlp_bytes place; /* the location of the finding that is being told */
    uint8_t *head;          /* the first bytes, while they are too few to know what it is */
    size_t head_len;
    dlp_session *session;
    const struct dlp_texts *texts; /* text is given out and not scanned; NULL: it is scanned */
    bool telling;                  /* a text began, and did not end yet */
    struct dlp_spool spool;
    dlp_status ended; /* DLP_OK, or what every further call returns, too */
    bool finished;
};

/** @param above  the document that it is a part of, or NULL. path and location are copied. */
dlp_status dlp_document_new(dlp_document **out, const dlp_document *above, dlp_scanner *scanner,
                            dlp_extractor *extractor, const struct dlp_events *events);

/** Tell the caller what was not read of a document. @return DLP_OK or DLP_STOPPED. */
dlp_status dlp_document_incomplete(dlp_document *document, const char *path, const char *reason,
                                   uint64_t length);

/** Give up to read it as a document: what was kept of it, and what will come, is scanned as it stands. */
dlp_status dlp_document_give_up(dlp_document *document, enum dlp_reason reason);

/** Read a whole document: engine/unpack.c.
 *  @param fd   a regular file or a sealed spool
 *  @param len  in bytes */
dlp_status dlp_document_unpack(dlp_document *document, int fd, uint64_t len);

/** A text that is given out: engine/document_text.c. @return DLP_OK or DLP_STOPPED */
dlp_status dlp_text_begin(dlp_document *document);
dlp_status dlp_text_add(dlp_document *document, const uint8_t *data, size_t len);
dlp_status dlp_text_end(dlp_document *document);

/** Scan a file as it stands, from its first byte. */
dlp_status dlp_document_scan_raw(dlp_document *document, int fd);

#endif
