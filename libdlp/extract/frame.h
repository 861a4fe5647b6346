/* extract/frame.h - what the library and its worker say to each other.
 *
 * Both ends of a SOCK_SEQPACKET socket: one packet is one request or one frame, whole or not at all.
 * The worker reads hostile documents, so its frames are hostile, too: dlp_frame_read() and
 * dlp_request_read() take any bytes. Numbers are little-endian. */
#ifndef EXTRACT_FRAME_H
#define EXTRACT_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_FRAME_HEAD ((size_t)12)
#define DLP_FRAME_MAX ((size_t)96 << 10) /* head, name, location and data */
#define DLP_FRAME_NAME_MAX ((size_t)4096)
#define DLP_REQUEST_MAX ((size_t)8 << 10)

enum dlp_frame_type {
    DLP_FRAME_PART = 1,   /* a part begins: kind, name, location, row */
    DLP_FRAME_DATA,       /* its next bytes */
    DLP_FRAME_PART_END,   /* it ends; reason: why it is not whole */
    DLP_FRAME_INCOMPLETE, /* name was not read at all, for the reason */
    DLP_FRAME_DONE        /* the document ends; reason: why it is not whole */
};

enum dlp_part_kind {
    DLP_PART_BYTES, /* as they are stored; may be a document themselves */
    DLP_PART_TEXT,  /* extracted: UTF-8 that stands nowhere in the file as it is */
    DLP_PART_SHEET, /* rows of cells as CSV: a cell is named B12 */
    DLP_PART_TABLE, /* the same, of a database: the first line holds the columns' names */
    DLP_PART_KINDS
};

/** Why something was not read. The names are a contract: docs/jsonl.md. */
enum dlp_reason {
    DLP_REASON_NONE,
    DLP_REASON_NO_EXTRACTOR,
    DLP_REASON_NO_SANDBOX,
    DLP_REASON_ENCRYPTED,
    DLP_REASON_DAMAGED,
    DLP_REASON_TRUNCATED,
    DLP_REASON_UNSUPPORTED,
    DLP_REASON_NO_TEXT,
    DLP_REASON_CRASHED,
    DLP_REASON_TIMEOUT,
    DLP_REASON_MEMORY_LIMIT,
    DLP_REASON_DEPTH_LIMIT,
    DLP_REASON_PARTS_LIMIT,
    DLP_REASON_BYTES_LIMIT,
    DLP_REASON_RATIO_LIMIT,
    DLP_REASON_SPOOL_LIMIT,
    DLP_REASON_CANCELLED,
    DLP_REASONS
};

struct dlp_frame {
    enum dlp_frame_type type;
    enum dlp_part_kind kind;
    enum dlp_reason reason;
    uint32_t row; /* of a grid: the number of its first row, from 1 */
    const uint8_t *name, *location, *data;
    size_t name_len, location_len, data_len;
};

#define DLP_REQUEST_NO_SANDBOX 1u
#define DLP_REQUEST_OCR 2u

/** What the program asks for, beside the document's and the reply's descriptors. */
struct dlp_request {
    uint32_t flags;
    uint64_t time_ms; /* for this document */
    uint64_t memory;  /* in bytes, beyond what the worker itself needs */
    const char *passwords;
    size_t passwords_len; /* each ends in NUL, the last one too */
};

/** "crashed"; NULL for DLP_REASON_NONE. Static storage. */
const char *dlp_reason_name(enum dlp_reason reason);

/** @param out  DLP_FRAME_MAX bytes.
 *  @return its length; 0 when it does not fit. */
size_t dlp_frame_write(uint8_t *out, const struct dlp_frame *frame);
/** Take a packet apart; the frame points into it. False for one that no worker sends. */
bool dlp_frame_read(struct dlp_frame *frame, const uint8_t *packet, size_t len);

/** @param out  DLP_REQUEST_MAX bytes. As above. */
size_t dlp_request_write(uint8_t *out, const struct dlp_request *request);
bool dlp_request_read(struct dlp_request *request, const uint8_t *packet, size_t len);

#endif
