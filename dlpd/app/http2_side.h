/* dlpd/app/http2_side.h - what is kept of one direction of HTTP/2; for http2*.c only. */
#ifndef DLPD_APP_HTTP2_SIDE_H
#define DLPD_APP_HTTP2_SIDE_H

#include "app/body.h"
#include "app/hpack.h"
#include "decode/cursor.h"

#define HTTP2_REASON "http2"
#define FRAME_HEAD 9u
#define BLOCK_MOST ((size_t)64 << 10) /* of headers, as they are sent */
#define STREAMS_MOST 128u             /* bodies of a side that are open at one time */

enum frame_type {
    FRAME_DATA = 0,
    FRAME_HEADERS = 1,
    FRAME_RESET = 3,
    FRAME_SETTINGS = 4,
    FRAME_PROMISE = 5,
    FRAME_CONTINUATION = 9
};

enum frame_flag {
    FLAG_END = 1,
    FLAG_ACK = 1,
    FLAG_BLOCK_ENDS = 4,
    FLAG_PADDED = 8,
    FLAG_PRIORITY = 32
};

struct stream2 {
    struct stream2 *next;
    uint32_t id;
    bool any; /* data came, so that headers say nothing of the body any more */
    struct body body;
};

struct side2 {
    size_t preface_left;
    uint8_t head[FRAME_HEAD];
    size_t head_len;
    uint32_t left; /* bytes of the frame that are still to come */
    uint32_t pad;  /* of these, at the end */
    bool pad_wanted;
    struct stream2 *data; /* that the frame is of; or NULL */
    uint8_t *block;       /* of headers or settings, so far; or NULL */
    size_t block_len, block_cap;
    size_t block_from; /* where the frame's part of it begins */
    uint32_t block_id;
    bool block_open, block_ends_stream, block_promise; /* by the frame that it began with */
    struct hpack *hpack;
    size_t hpack_held; /* bytes that are counted for it */
    struct stream2 *streams;
    unsigned streams_len;
    bool failed;
};

struct http2 {
    struct inspection *in;
    struct side2 side[2];
};

static inline uint8_t http2_type(const struct side2 *of)
{
    return of->head[3];
}

static inline bool http2_has(const struct side2 *of, enum frame_flag flag)
{
    return of->head[4] & flag;
}

static inline uint32_t http2_id(const struct side2 *of)
{
    return be32(of->head + 5) & 0x7fffffffu;
}

/* ---- Streams ---------------------------------------------------------------------------- */

/** NULL when there is none. */
struct stream2 *http2_stream_find(const struct side2 *of, uint32_t id);

/** NULL when too many are open. */
struct stream2 *http2_stream_open(struct http2 *http2, unsigned side, uint32_t id,
                                  const struct body_form *form);

/** Its body is over. Nothing happens when there is none. */
void http2_stream_close(struct http2 *http2, unsigned side, uint32_t id);

/** The block of headers or settings is not needed any more. */
void http2_block_drop(struct http2 *http2, struct side2 *of);

/** Nothing of the side is followed any more. */
void http2_side_end(struct http2 *http2, unsigned side);

/** The same, and that is said. */
void http2_side_failed(struct http2 *http2, unsigned side);

/* ---- Headers ---------------------------------------------------------------------------- */

/** The block is whole. */
void http2_headers_read(struct http2 *http2, unsigned side);

/** Settings that the side told: the other one's headers may be packed accordingly. */
void http2_settings_read(struct http2 *http2, unsigned side);

#endif
