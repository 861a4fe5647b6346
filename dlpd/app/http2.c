/* dlpd/app/http2.c - HTTP/2 in clear text: its frames -> bodies and headers.
 *
 * What a side sends is scanned as it was sent, too. But a body is cut into frames there, and headers are packed: so
 * each body is a text of its own, and so are the headers of each message. Where the rules of frames are broken, or
 * bytes are missing, nobody knows what follows: that is said, and the rest is scanned as it was sent. */

#include "app/http2_side.h"
#include "mem.h"

#include <string.h>

static const char preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/* Take padding and what stands before the block off the frame's part. @return false when it is too short */
static bool block_trim(struct side2 *of)
{
    uint8_t *const part = of->block + of->block_from;
    const size_t len = of->block_len - of->block_from;
    const size_t padded =
        http2_type(of) != FRAME_CONTINUATION && http2_has(of, FLAG_PADDED) ? 1 : 0;
    size_t before = padded, pad = 0;

    if (http2_type(of) == FRAME_HEADERS && http2_has(of, FLAG_PRIORITY))
        before += 5;
    if (http2_type(of) == FRAME_PROMISE)
        before += 4;
    if (len < before)
        return false;
    if (padded)
        pad = part[0];
    if (len < before + pad)
        return false;
    memmove(part, part + before, len - before - pad);
    of->block_len -= before + pad;
    return true;
}

/* ---- Frames ------------------------------------------------------------------------------ */

static bool is_block(uint8_t type)
{
    return type == FRAME_HEADERS || type == FRAME_PROMISE || type == FRAME_CONTINUATION;
}

static bool data_begin(struct http2 *http2, unsigned side)
{
    static const struct body_form unknown = { .chunked = true };
    struct side2 *const of = &http2->side[side];

    if (http2_id(of) == 0)
        return false;
    of->data = http2_stream_find(of, http2_id(of));
    if (!of->data)
        of->data = http2_stream_open(http2, side, http2_id(of), &unknown);
    if (!of->data)
        inspect_incomplete(http2->in, side, HTTP2_REASON);
    else
        of->data->any = true;
    of->pad_wanted = http2_has(of, FLAG_PADDED);
    return !of->pad_wanted || of->left > 0;
}

static bool block_begin(struct http2 *http2, struct side2 *of)
{
    const bool goes_on = http2_type(of) == FRAME_CONTINUATION;

    if (goes_on != of->block_open || (goes_on && http2_id(of) != of->block_id))
        return false;
    if (!goes_on) {
        http2_block_drop(http2, of);
        of->block_id = http2_id(of);
        of->block_ends_stream = http2_type(of) == FRAME_HEADERS && http2_has(of, FLAG_END);
        of->block_promise = http2_type(of) == FRAME_PROMISE;
    }
    of->block_open = is_block(http2_type(of));
    of->block_from = of->block_len;
    return of->left <= BLOCK_MOST - of->block_len;
}

static bool frame_begin(struct http2 *http2, unsigned side)
{
    struct side2 *const of = &http2->side[side];
    const uint8_t type = http2_type(of);

    of->left = (uint32_t)of->head[0] << 16 | (uint32_t)of->head[1] << 8 | of->head[2];
    of->pad = 0;
    of->pad_wanted = false;
    of->data = NULL;
    if (of->block_open && type != FRAME_CONTINUATION)
        return false;
    if (type == FRAME_DATA)
        return data_begin(http2, side);
    return (!is_block(type) && type != FRAME_SETTINGS) || block_begin(http2, of);
}

static bool data_add(struct side2 *of, const uint8_t *data, size_t len)
{
    const uint32_t after = of->left - (uint32_t)len; /* of the frame, behind these bytes */
    size_t some = len;

    if (of->pad_wanted) {
        of->pad_wanted = false;
        of->pad = data[0];
        if (of->pad > of->left - 1)
            return false;
        data++;
        some--;
    }
    if (after < of->pad) {
        const size_t cut = of->pad - after;

        some -= cut < some ? cut : some;
    }
    if (of->data && some > 0)
        body_add(&of->data->body, data, some);
    return true;
}

/* Room for what is left of the frame; many small ones do not move it each time. */
static void block_grow(struct http2 *http2, struct side2 *of)
{
    const size_t needed = of->block_len + of->left, twice = 2 * of->block_cap;
    const size_t cap = twice > BLOCK_MOST ? BLOCK_MOST : twice > needed ? twice : needed;
    uint8_t *const block = mem_alloc(cap);

    if (of->block) {
        memcpy(block, of->block, of->block_len);
        explicit_bzero(of->block, of->block_cap);
        mem_free(of->block);
    }
    inspect_memory(http2->in, cap, of->block_cap);
    of->block = block;
    of->block_cap = cap;
}

static void block_add(struct http2 *http2, struct side2 *of, const uint8_t *data, size_t len)
{
    if (of->left > of->block_cap - of->block_len)
        block_grow(http2, of);
    memcpy(of->block + of->block_len, data, len);
    of->block_len += len;
}

/* ---- The end of a frame ------------------------------------------------------------------ */

static bool block_end(struct http2 *http2, unsigned side)
{
    struct side2 *const of = &http2->side[side];

    if (of->block && !block_trim(of))
        return false;
    if (!http2_has(of, FLAG_BLOCK_ENDS))
        return true;
    of->block_open = false;
    if (of->block)
        http2_headers_read(http2, side);
    http2_block_drop(http2, of);
    if (of->block_ends_stream)
        http2_stream_close(http2, side, of->block_id);
    return true;
}

static bool frame_end(struct http2 *http2, unsigned side)
{
    struct side2 *const of = &http2->side[side];
    const uint8_t type = http2_type(of);

    of->head_len = 0;
    if (type == FRAME_DATA && http2_has(of, FLAG_END))
        http2_stream_close(http2, side, http2_id(of));
    if (type == FRAME_RESET) {
        http2_stream_close(http2, 0, http2_id(of));
        http2_stream_close(http2, 1, http2_id(of));
    }
    if (type == FRAME_SETTINGS) {
        if (of->block)
            http2_settings_read(http2, side);
        http2_block_drop(http2, of);
    }
    return !is_block(type) || block_end(http2, side);
}

/* ---- Bytes ------------------------------------------------------------------------------- */

/* The next bytes, or the first of them. @return how many; 0: they break the rules */
static size_t step(struct http2 *http2, unsigned side, const uint8_t *data, size_t len)
{
    struct side2 *const of = &http2->side[side];
    size_t some;

    if (of->preface_left > 0) {
        if (data[0] != (uint8_t)preface[sizeof(preface) - 1 - of->preface_left])
            return 0;
        of->preface_left--;
        return 1;
    }
    if (of->head_len < FRAME_HEAD) {
        of->head[of->head_len++] = data[0];
        if (of->head_len == FRAME_HEAD
            && (!frame_begin(http2, side) || (of->left == 0 && !frame_end(http2, side))))
            return 0;
        return 1;
    }
    some = len < of->left ? len : of->left;
    if (http2_type(of) == FRAME_DATA && !data_add(of, data, some))
        return 0;
    if (is_block(http2_type(of)) || http2_type(of) == FRAME_SETTINGS)
        block_add(http2, of, data, some);
    of->left -= (uint32_t)some;
    return of->left > 0 || frame_end(http2, side) ? some : 0;
}

static size_t http2_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct http2 *const http2 = state;

    inspect_raw(http2->in, side, data, len);
    for (size_t at = 0; at < len && !http2->side[side].failed;) {
        const size_t used = step(http2, side, data + at, len - at);

        if (used == 0)
            http2_side_failed(http2, side);
        at += used;
    }
    return len;
}

static void http2_gap(void *state, unsigned side, uint64_t len)
{
    (void)len;
    http2_side_failed(state, side);
}

static void *http2_open(struct inspection *in)
{
    struct http2 *const http2 = mem_array(1, sizeof(*http2));
    const unsigned client = inspect_is_client(in, 0) ? 0 : 1;

    http2->in = in;
    http2->side[client].preface_left = sizeof(preface) - 1;
    inspect_memory(in, sizeof(*http2), 0);
    return http2;
}

static void http2_close(void *state)
{
    struct http2 *const http2 = state;

    http2_side_end(http2, 0);
    http2_side_end(http2, 1);
    inspect_memory(http2->in, 0, sizeof(*http2));
    mem_free(http2);
}

/* A server's first frame: settings, behind an answer that changed the protocol. */
static enum app_match matches_settings(const uint8_t *data, size_t len)
{
    static const uint8_t rest[] = { FRAME_SETTINGS, 0, 0, 0, 0, 0 };
    const size_t known = len < FRAME_HEAD ? len : FRAME_HEAD;

    for (size_t i = 0; i < known; i++) {
        if (i == 2 ? data[i] % 6 != 0 || data[i] > 60 : data[i] != (i < 2 ? 0 : rest[i - 3]))
            return APP_NO;
    }
    return len < FRAME_HEAD ? APP_MAYBE : APP_YES;
}

static enum app_match http2_match(const uint8_t *data, size_t len, bool *client)
{
    const size_t known = len < sizeof(preface) - 1 ? len : sizeof(preface) - 1;

    *client = data[0] == (uint8_t)preface[0];
    if (!*client)
        return matches_settings(data, len);
    if (memcmp(data, preface, known) != 0)
        return APP_NO;
    return len < sizeof(preface) - 1 ? APP_MAYBE : APP_YES;
}

const struct app_kind app_http2 = {
    .name = "http2",
    .match = http2_match,
    .open = http2_open,
    .data = http2_data,
    .gap = http2_gap,
    .close = http2_close,
};
