/* dlpd/app/http2_streams.c - the bodies of HTTP/2 that are open. */

#include "app/http2_side.h"
#include "mem.h"

#include <string.h>

struct stream2 *http2_stream_find(const struct side2 *of, uint32_t id)
{
    struct stream2 *stream = of->streams;

    while (stream && stream->id != id)
        stream = stream->next;
    return stream;
}

struct stream2 *http2_stream_open(struct http2 *http2, unsigned side, uint32_t id,
                                  const struct body_form *form)
{
    struct side2 *const of = &http2->side[side];
    struct stream2 *stream;

    if (of->streams_len == STREAMS_MOST)
        return NULL;
    stream = mem_array(1, sizeof(*stream));
    inspect_memory(http2->in, sizeof(*stream), 0);
    stream->id = id;
    stream->next = of->streams;
    of->streams = stream;
    of->streams_len++;
    body_start(&stream->body, http2->in, side, form);
    return stream;
}

void http2_stream_close(struct http2 *http2, unsigned side, uint32_t id)
{
    struct side2 *const of = &http2->side[side];
    struct stream2 **link = &of->streams;
    struct stream2 *stream;

    while (*link && (*link)->id != id)
        link = &(*link)->next;
    stream = *link;
    if (!stream)
        return;
    *link = stream->next;
    of->streams_len--;
    if (of->data == stream)
        of->data = NULL;
    body_end(&stream->body);
    inspect_memory(http2->in, 0, sizeof(*stream));
    mem_free(stream);
}

void http2_block_drop(struct http2 *http2, struct side2 *of)
{
    if (of->block) {
        explicit_bzero(of->block, of->block_cap);
        mem_free(of->block);
        inspect_memory(http2->in, 0, of->block_cap);
    }
    of->block = NULL;
    of->block_len = of->block_cap = 0;
}

void http2_side_end(struct http2 *http2, unsigned side)
{
    struct side2 *const of = &http2->side[side];

    while (of->streams)
        http2_stream_close(http2, side, of->streams->id);
    http2_block_drop(http2, of);
    inspect_memory(http2->in, 0, of->hpack_held);
    of->hpack_held = 0;
    hpack_free(of->hpack);
    of->hpack = NULL;
}

void http2_side_failed(struct http2 *http2, unsigned side)
{
    if (http2->side[side].failed)
        return;
    http2->side[side].failed = true;
    http2_side_end(http2, side);
    inspect_incomplete(http2->in, side, HTTP2_REASON);
}
