/* dlpd/core/document.h - a file on its way through the desk; for core only. */
#ifndef DLPD_CORE_DOCUMENT_H
#define DLPD_CORE_DOCUMENT_H

#include "core/generation.h"

#include <dlp/dlp.h>

#define DOCUMENT_REASONS 6

/* A finding that outlives its callback. */
struct found {
    char *rule, *masked, *token; /* token: or NULL */
    enum dlp_severity severity;
    double confidence;
    uint64_t offset;
};

struct document {
    struct inspection *in;
    unsigned side;
    const char *part; /* static storage */
    uint8_t *head;    /* the first bytes, until it is known what it is; or NULL */
    size_t head_len;
    const char *kind; /* why it stays unread where nobody reads documents; NULL: it is none */
    int fd;           /* of a memory file with all its bytes; -1: it is not kept */
    uint64_t len;     /* of that */
    bool asked;       /* it is whole, and at the desk */
    bool late;        /* nobody waits for it any more */
    uint64_t
        hold_from; /* offset of the side's packet that completed it, once somebody asked for it */
    struct document *next;         /* of the inspection */
    struct document *queued;       /* of the desk */
    struct generation *generation; /* the rules that were in force when it was whole */
    /* What the desk's thread says. */
    struct found *found;
    size_t found_len;
    const char *reason[DOCUMENT_REASONS]; /* static storage */
    size_t reasons;
    bool failed; /* the library did */
};

#endif
