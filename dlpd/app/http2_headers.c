/* dlpd/app/http2_headers.c - headers and settings of HTTP/2. */

#include "app/http2_side.h"
#include "app/percent_text.h"
#include "buffer.h"

#include <string.h>

#define SETTING_TABLE 1 /* how large a table for headers may be */

/* A block of headers on its way. */
struct reading {
    struct http2 *http2;
    unsigned side;
    struct text *text;
    struct buffer encoding, type; /* of the body; a block is bounded */
    bool tunnel;                  /* is asked for */
    bool messages_packed;         /* within the body, each by itself: gRPC */
};

static bool is(const uint8_t *name, size_t len, const char *wanted)
{
    return len == strlen(wanted) && memcmp(name, wanted, len) == 0;
}

/* A header that is repeated has all the values, in one list. */
static void keep(struct buffer *kept, const uint8_t *value, size_t len)
{
    if (kept->len)
        buffer_text(kept, ", ");
    buffer_add(kept, (const char *)value, len);
}

static void kept_free(struct buffer *kept)
{
    if (kept->data)
        explicit_bzero(kept->data, kept->cap);
    buffer_free(kept);
}

static void on_header(const uint8_t *name, size_t name_len, const uint8_t *value, size_t value_len,
                      void *user)
{
    struct reading *const reading = user;
    struct inspection *const in = reading->http2->in;

    inspect_text_add(reading->text, name, name_len);
    inspect_text_add(reading->text, ": ", 2);
    inspect_text_add(reading->text, value, value_len);
    inspect_text_add(reading->text, "\r\n", 2);
    if (is(name, name_len, ":path"))
        percent_text(in, reading->side, value, value_len, true, "http.uri");
    else if (is(name, name_len, ":authority") && inspect_is_client(in, reading->side))
        inspect_host(in, value, value_len);
    else if (is(name, name_len, "content-encoding"))
        keep(&reading->encoding, value, value_len);
    else if (is(name, name_len, "content-type"))
        keep(&reading->type, value, value_len);
    else if (is(name, name_len, "grpc-encoding"))
        reading->messages_packed = !is(value, value_len, "identity");
    else if (is(name, name_len, ":method"))
        reading->tunnel = is(value, value_len, "CONNECT");
    else
        percent_header(in, reading->side, name, name_len, value, value_len);
}

/* A body begins, as the headers say: those of an answer, perhaps, behind interim ones. In the middle of a body
 * they would say something of its rest, and nobody knows what. */
static void body_begins(struct reading *reading, uint32_t id)
{
    struct http2 *const http2 = reading->http2;
    const struct stream2 *const before = http2_stream_find(&http2->side[reading->side], id);
    struct body_form form = { .chunked = true }; /* frames are as chunks are */

    if (reading->encoding.len) {
        form.encoding = reading->encoding.data;
        form.encoding_len = reading->encoding.len;
    }
    if (reading->type.len)
        body_form_type(&form, reading->type.data, reading->type.len);
    if (before && before->any) {
        inspect_incomplete(http2->in, reading->side, HTTP2_REASON);
        return;
    }
    http2_stream_close(http2, reading->side, id);
    if (!http2_stream_open(http2, reading->side, id, &form))
        inspect_incomplete(http2->in, reading->side, HTTP2_REASON);
}

/* Trailers end their stream, and say nothing of the body. */
static void headers_end(struct reading *reading, uint32_t id)
{
    struct inspection *const in = reading->http2->in;

    for (unsigned side = 0; side < 2 && reading->tunnel; side++)
        inspect_incomplete(in, side, HTTP2_REASON); /* who knows what it carries? */
    if (reading->http2->side[reading->side].block_ends_stream)
        return; /* there is no body, or no more of it */
    if (reading->messages_packed)
        inspect_incomplete(in, reading->side, "content_encoding");
    body_begins(reading, id);
}

/* What the table may hold, as far as it may grow: the entries, and what is kept of each. */
static void count_table(struct http2 *http2, struct side2 *of, size_t bytes)
{
    inspect_memory(http2->in, 2 * bytes, of->hpack_held);
    of->hpack_held = 2 * bytes;
}

static bool can_read(struct http2 *http2, struct side2 *of)
{
    if (!of->hpack && !of->failed) {
        of->hpack = hpack_new();
        if (of->hpack)
            count_table(http2, of, HPACK_FIRST);
    }
    return of->hpack != NULL;
}

void http2_headers_read(struct http2 *http2, unsigned side)
{
    struct side2 *const of = &http2->side[side];
    struct reading reading = {
        .http2 = http2, .side = side, .encoding = BUFFER_INIT, .type = BUFFER_INIT
    };
    bool good;

    if (!can_read(http2, of)) { /* nobody here reads headers: only the bodies */
        inspect_incomplete(http2->in, side, HTTP2_REASON);
        return;
    }
    reading.text = inspect_text_open(http2->in, side, "http.header");
    good = hpack_read(of->hpack, of->block, of->block_len, on_header, &reading);
    inspect_text_close(reading.text);
    if (!good)
        http2_side_failed(http2, side);
    else if (!of->block_promise)
        headers_end(&reading, of->block_id);
    kept_free(&reading.encoding);
    kept_free(&reading.type);
}

/* A table may be larger at once; that it has to be smaller the sender says itself, when it knows of it. */
void http2_settings_read(struct http2 *http2, unsigned side)
{
    const struct side2 *const of = &http2->side[side];
    struct side2 *const other = &http2->side[1 - side];

    for (size_t at = 0; at + 6 <= of->block_len && !http2_has(of, FLAG_ACK); at += 6) {
        const uint32_t bytes = be32(of->block + at + 2);

        if (of->block[at] == 0 && of->block[at + 1] == SETTING_TABLE
            && 2 * (size_t)bytes > other->hpack_held && can_read(http2, other)
            && 2 * (size_t)bytes > other->hpack_held)
            count_table(http2, other, hpack_limit(other->hpack, bytes));
    }
}
