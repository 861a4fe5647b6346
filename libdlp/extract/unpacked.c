/* extract/unpacked.c - UTF-16 without its zeros, and inflated gzip and zlib (RFC 1950, 1952).
 *
 * A text has room for so many bytes and no more, whatever they unpack to. */

#include "extract/unpacked.h"

#include "base/alloc.h"
#include "extract/plausible.h"

#include <string.h>
#include <zlib.h>

#define WIDE_LEAST 10u      /* bytes of UTF-16 */
#define GZIP_OR_ZLIB 32     /* for inflateInit2(): which of them, its head says */
#define PACKED_LEAST 8u     /* bytes of a compressed text */
#define WINDOW_BITS_MOST 15 /* the largest window that there is */

/* Where the zeros of ASCII in UTF-16 stand: 0 or 1; 2: it is none. */
static size_t zeros_of(const uint8_t *bytes, size_t len)
{
    for (size_t zero = 0; zero < 2 && len >= WIDE_LEAST; zero++) {
        size_t i = zero;

        while (i < len && bytes[i] == 0)
            i += 2;
        if (i >= len && !memchr(bytes + 1 - zero, 0, 1))
            return zero;
    }
    return 2;
}

/* Take every other byte out. */
static void narrow(struct dlp_view_text *text, size_t first, size_t zero)
{
    size_t to = first;

    for (size_t at = first + 1 - zero; at < text->len; at += 2) {
        text->bytes[to] = text->bytes[at];
        if (text->from)
            text->from[to] = text->from[at];
        to++;
    }
    text->len = to;
}

static bool is_packed(const uint8_t *bytes, size_t len)
{
    if (len < PACKED_LEAST)
        return false;
    if (bytes[0] == 0x1f && bytes[1] == 0x8b)
        return bytes[2] == Z_DEFLATED;
    return bytes[0] == 0x78 && ((unsigned)bytes[0] << 8 | bytes[1]) % 31 == 0;
}

static void *zlib_alloc(void *user, unsigned items, unsigned size)
{
    (void)user;
    return dlp_calloc(items, size);
}

static void zlib_free(void *user, void *p)
{
    (void)user;
    dlp_free(p);
}

/* @return bytes made, 0 when it is not compressed or does not begin with text. *full: there are more */
static size_t inflated(uint8_t *out, size_t room, uint8_t *packed, size_t len, bool *full)
{
    z_stream stream = { .zalloc = zlib_alloc, .zfree = zlib_free };
    size_t made;
    int code;

    if (inflateInit2(&stream, WINDOW_BITS_MOST + GZIP_OR_ZLIB) != Z_OK)
        return 0;
    stream.next_in = packed;
    stream.avail_in = (unsigned)len;
    stream.next_out = out;
    stream.avail_out = (unsigned)room;
    code = inflate(&stream, Z_SYNC_FLUSH);
    made = room - stream.avail_out;
    *full = code == Z_OK && stream.avail_out == 0;
    (void)inflateEnd(&stream);
    return made;
}

static bool inflate_run(struct dlp_view_out *out, size_t first, size_t len)
{
    struct dlp_view_text *const text = out->text;
    const size_t have = text->len - first, room = text->cap - first;
    uint8_t *const packed = dlp_alloc(have);
    struct dlp_view_from all;
    size_t made;
    bool full = false;

    if (!packed)
        return false;
    memcpy(packed, text->bytes + first, have);
    text->len = first;
    dlp_view_put(out, 0, out->in->at, len); /* where all of it comes from */
    all = text->from ? text->from[first] : (struct dlp_view_from){ 0 };
    made = inflated(text->bytes + first, room, packed, have, &full);
    for (size_t i = 0; text->from && i < made; i++)
        text->from[first + i] = all;
    text->len = first + made;
    dlp_free_wiped(packed, have);
    return full;
}

bool dlp_unpacked(struct dlp_view_out *out, size_t first, size_t len)
{
    struct dlp_view_text *const text = out->text;
    const size_t have = text->len - first, zero = zeros_of(text->bytes + first, have);

    bool full = false, worth;

    if (zero < 2)
        narrow(text, first, zero);
    else if (is_packed(text->bytes + first, have))
        full = inflate_run(out, first, len);
    worth = dlp_plausible(text->bytes + first, text->len - first);
    out->full = out->full || (full && worth);
    return worth;
}
