/* dlpd/decode/ipcomp.c - packets that IP compressed (RFC 3173), with DEFLATE (RFC 2394). */

#include "decode/layer.h"

#include "mem.h"

#include <zlib.h>

#define CPI_DEFLATE 2
#define CPI_NEGOTIATED 256 /* from here on the ends agreed on what it means: mostly DEFLATE, too */

/* Bytes that DEFLATE made of the packet's; 0 when it is none, or too long to be a packet. */
static size_t unpack(struct decoding *d)
{
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)d->cursor.at,
                        .avail_in = (uInt)d->cursor.left,
                        .next_out = d->decoder->unpacked,
                        .avail_out = (uInt)IPCOMP_MAX };
    int result;

    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return 0;
    result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return result == Z_STREAM_END ? (size_t)stream.total_out : 0;
}

enum outcome layer_ipcomp(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 4);
    struct cursor whole;

    if (!head)
        return layer_short(d, 4);
    if (be16(head + 2) != CPI_DEFLATE && be16(head + 2) < CPI_NEGOTIATED)
        return OUTCOME_UNKNOWN_TYPE;
    if (d->cursor.left < d->cursor.wire)
        return OUTCOME_CUT;
    if (d->cursor.at == d->decoder->unpacked || d->cursor.left > IPCOMP_MAX)
        return OUTCOME_MALFORMED;
    if (!d->decoder->unpacked)
        d->decoder->unpacked = mem_alloc(IPCOMP_MAX);
    if (d->cursor.at >= d->decoder->unpacked && d->cursor.at < d->decoder->unpacked + IPCOMP_MAX)
        return OUTCOME_TOO_DEEP; /* compressed twice */
    whole.at = d->decoder->unpacked;
    whole.left = whole.wire = unpack(d);
    if (whole.left == 0)
        return OUTCOME_UNKNOWN_TYPE;
    d->cursor = whole;
    return layer_next(d, SPACE_IP, head[0]);
}
