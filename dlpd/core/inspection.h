/* dlpd/core/inspection.h - what inspection keeps of a flow; for core only. */
#ifndef DLPD_CORE_INSPECTION_H
#define DLPD_CORE_INSPECTION_H

#include "app/app.h"
#include "core/document.h"
#include "core/ends.h"
#include "core/inspect.h"
#include "core/judgement.h"
#include "core/transfers.h"

#define HELD_MAX 64 /* first bytes of a side that do not tell its protocol yet */
#define SIDE_REASONS 8
#define DETAILS_MAX 6
#define HOST_MAX 255
#define OTHERS_MAX 8

/* A reason of a side, and how many bytes it concerns; 0 when that is not known. */
struct side_reason {
    const char *reason;
    uint64_t bytes;
};

/* More about a flow, for its record. */
struct detail {
    const char *name;
    char *value;
};

#define BATCH_BYTES ((size_t)16 << 10)

/* Bytes that were gathered for one scan. */
struct batch {
    struct batch *next; /* of those that are free */
    size_t len;
    uint8_t bytes[BATCH_BYTES];
};

/* A text on its way through the scanner. */
struct text {
    struct inspection *in;
    dlp_scanner *scanner;          /* that was in force when it began */
    dlp_session *session;          /* once there is more than a batch; or NULL */
    bool failed;                   /* the library did */
    struct generation *generation; /* that the session is of */
    const char *part;
    unsigned side;
    size_t memory;    /* that it holds */
    uint64_t from;    /* findings that end before it are told by another text */
    uint64_t fed;     /* bytes so far, those that were gathered among them */
    const char *also; /* findings that end at also_from or later stand in that part, too; or NULL */
    uint64_t also_from;
    struct batch *batch;                   /* bytes that are not scanned yet; or NULL */
    struct text *waits_next, **waits_link; /* as long as there is a batch */
    struct text *next;
    struct ends ends; /* when packets are held back */
};

struct inspected_side {
    struct text *raw;
    uint8_t *held; /* of HELD_MAX bytes, once some are held; or NULL */
    size_t held_len;
    bool decided;  /* its first bytes were looked at */
    bool any;      /* some came */
    uint8_t first; /* of them */
    uint64_t scanned;
    uint64_t opaque;
    uint64_t over_limit;
    uint64_t unasked;           /* bytes of a direction that is not scanned */
    struct side_reason *reason; /* SIDE_REASONS of them, once there is one; or NULL */
    size_t reasons;
};

/* Most flows are idle, and have nothing to tell: what few need is allocated for them. */
struct inspection {
    struct inspector *inspector;
    struct flow *flow;
    const struct app_kind *app;
    void *app_state;
    const char *name; /* of the protocol: the first that was recognised */
    bool client_known;
    uint8_t client;
    struct inspected_side side[2];
    struct incident incident;
    struct judgement judgement;
    enum left left;             /* did it leave? */
    struct text *texts;         /* that are open */
    struct transfer *transfer;  /* that the flow is; or NULL */
    struct document *documents; /* that are open, or at the desk */
    size_t asked;               /* documents at the desk */
    bool is_file;               /* and no flow, but the file that was in one */
    bool over;        /* the flow is: what flow points to is a copy, and waits for the desk */
    const char *done; /* to the flow: "blocked", "handed_over"; NULL: nothing */
    char done_id[17]; /* under which its user was told of it; "": nobody was */
    char *host;
    char **others; /* OTHERS_MAX hosts that were asked for later, once there is one; or NULL */
    size_t others_len;
    bool others_more;      /* than there is room for */
    struct detail *detail; /* DETAILS_MAX of them, once there is one; or NULL */
    size_t details;
};

/** Put a reason on a side's list. */
void inspection_reason(struct inspection *in, unsigned side, const char *reason, uint64_t bytes);

/** Begin a line about a flow: what kind of line, when, who, where to. */
void inspection_head(const struct inspection *in, struct buffer *line, const char *kind);

/** Nothing of the text that a side sends may be matched over this place. */
void inspection_raw_end(struct inspection *in, unsigned side);

/** All texts are closed. */
void inspector_batches_free(struct inspector *inspector);

/** Where a text's findings go. */
struct dlp_events inspection_events(struct text *text);

/** The flow is over, but documents of it are being read: keep what its record will say of it. */
void inspection_outlive(struct inspection *in);

/** Tell of a flow that is over, and free what inspection keeps of it. */
void inspection_end(struct inspection *in);

/** Have a regular file read, of a flow that is nothing else and over. The descriptor becomes the desk's. */
void documents_ask_file(struct inspection *in, int fd);

/** What the desk is to tell: user is the inspector. */
void inspection_document_read(struct document *document, void *user);

/** Print the incident, or the record, of a flow that is over; and count it. */
void inspection_report(struct inspection *in);

#endif
