/* dlpd/core/streams.c - `dlpd replay --streams`: what every TCP stream carried, as one JSON object.
 *
 * Digests are those of the bytes that were captured, in order, without anything in place of holes; the
 * holes are listed beside them. */

#include "core/streams.h"

#include "buffer.h"
#include "flow/endpoint_text.h"
#include "mem.h"
#include "util/json.h"

#include <sodium.h>
#include <stdio.h>

#define GAPS_MAX 65536 /* more are told by a2b_gaps_left_out */

struct gap {
    uint64_t at; /* in the bytes without holes */
    uint64_t len;
};

struct digest {
    crypto_hash_sha256_state sha256;
    uint64_t len;
    struct gap *gaps;
    size_t gaps_len, gaps_cap;
    uint64_t gaps_left_out;
};

struct stream {
    struct digest side[2];
};

static void on_open(struct flow *flow, void *user)
{
    struct stream *stream;

    (void)user;
    if (flow->protocol != PROTOCOL_TCP)
        return;
    stream = mem_array(1, sizeof(*stream));
    for (size_t i = 0; i < 2; i++)
        crypto_hash_sha256_init(&stream->side[i].sha256);
    flow->user = stream;
    flow->user_memory = sizeof(*stream);
}

static void on_data(struct flow *flow, unsigned side, const uint8_t *data, size_t len, void *user)
{
    struct stream *const stream = flow->user;
    struct digest *const digest = &stream->side[side];

    (void)user;
    crypto_hash_sha256_update(&digest->sha256, data, len);
    digest->len += len;
}

static void on_gap(struct flow *flow, unsigned side, uint64_t len, void *user)
{
    struct stream *const stream = flow->user;
    struct digest *const digest = &stream->side[side];

    (void)user;
    if (digest->gaps_len > 0 && digest->gaps[digest->gaps_len - 1].at == digest->len) {
        digest->gaps[digest->gaps_len - 1].len += len;
        return;
    }
    if (digest->gaps_len == GAPS_MAX) {
        digest->gaps_left_out++;
        return;
    }
    if (digest->gaps_len == digest->gaps_cap) {
        const size_t before = digest->gaps_cap;

        digest->gaps_cap = before ? 2 * before : 4;
        digest->gaps = mem_resize(digest->gaps, digest->gaps_cap, sizeof(*digest->gaps));
        flow->user_memory += (digest->gaps_cap - before) * sizeof(*digest->gaps);
    }
    digest->gaps[digest->gaps_len++] = (struct gap){ digest->len, len };
}

static void on_datagram(struct flow *flow, unsigned side, const struct packet *packet, void *user)
{
    (void)flow;
    (void)side;
    (void)packet;
    (void)user;
}

static void add_name(struct buffer *line, const char *side, const char *what)
{
    char name[32];

    snprintf(name, sizeof(name), "%s_%s", side, what);
    json_name(line, name);
}

static void add_side(struct buffer *line, const char *name, struct digest *digest,
                     const struct side *side)
{
    unsigned char sha256[crypto_hash_sha256_BYTES];
    char hex[2 * crypto_hash_sha256_BYTES + 1];

    crypto_hash_sha256_final(&digest->sha256, sha256);
    sodium_bin2hex(hex, sizeof(hex), sha256, sizeof(sha256));
    add_name(line, name, "len");
    buffer_number(line, digest->len);
    add_name(line, name, "sha256");
    buffer_format(line, "\"%s\"", hex);
    add_name(line, name, "gaps");
    buffer_char(line, '[');
    for (size_t i = 0; i < digest->gaps_len; i++)
        buffer_format(line, "%s[%llu,%llu]", i ? "," : "", (unsigned long long)digest->gaps[i].at,
                      (unsigned long long)digest->gaps[i].len);
    buffer_char(line, ']');
    if (digest->gaps_left_out) {
        add_name(line, name, "gaps_left_out");
        buffer_number(line, digest->gaps_left_out);
    }
    if (side->conflict) {
        add_name(line, name, "conflict");
        buffer_text(line, "true");
    }
    mem_free(digest->gaps);
}

static void on_close(struct flow *flow, void *user)
{
    const struct streams *const streams = user;
    struct stream *const stream = flow->user;
    struct buffer line = BUFFER_INIT;
    char a[ENDPOINT_TEXT], b[ENDPOINT_TEXT];

    if (!stream)
        return;
    endpoint_text(a, &flow->end[0]);
    endpoint_text(b, &flow->end[1]);
    buffer_char(&line, '{');
    json_text(&line, "file", streams->file);
    json_number(&line, "stream", flow->number);
    json_text(&line, "a", a);
    json_text(&line, "b", b);
    add_side(&line, "a2b", &stream->side[0], &flow->side[0]);
    add_side(&line, "b2a", &stream->side[1], &flow->side[1]);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, streams->out);
    buffer_free(&line);
    mem_free(stream);
    flow->user = NULL;
}

void streams_init(struct streams *streams, struct output *out, const char *file)
{
    *streams = (struct streams){
        .events = { .open = on_open,
                    .data = on_data,
                    .gap = on_gap,
                    .datagram = on_datagram,
                    .close = on_close },
        .out = out,
        .file = file,
    };
    streams->events.user = streams;
}
