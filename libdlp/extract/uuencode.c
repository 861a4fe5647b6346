/* extract/uuencode.c - "begin 644 name" and the lines behind it, each with its length and three bytes in four signs. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/unpacked.h"

#include <string.h>

#define NAME_MAX_BYTES 64u

/* "begin 644 name" and the line's end: its length, or 0. */
static size_t head_len(const struct dlp_view_in *in)
{
    static const char word[] = "begin ";
    size_t at = sizeof(word) - 1;

    if (in->len - in->at < at || memcmp(in->bytes + in->at, word, at) != 0)
        return 0;
    for (size_t i = 0; i < 3; i++, at++)
        if (dlp_peek(in, at) < '0' || dlp_peek(in, at) > '7')
            return 0;
    while (at < NAME_MAX_BYTES && dlp_peek(in, at) && dlp_peek(in, at) != '\n')
        at++;
    return dlp_peek(in, at) == '\n' ? at + 1 : 0;
}

/* The value of a sign: blank and backtick are 0. */
static uint32_t value_at(const struct dlp_view_in *in, size_t at)
{
    return (uint32_t)(dlp_peek(in, at) - ' ') & 63u;
}

/* One line at in->at + at: its length with its end; 0 where there is none, or the last one, which is empty. */
static size_t line_read(struct dlp_view_out *out, const struct dlp_view_in *in, size_t at)
{
    const size_t bytes = value_at(in, at), signs = (bytes + 2) / 3 * 4;
    size_t end = at + 1 + signs;

    for (size_t i = 0; i <= signs; i++)
        if (dlp_peek(in, at + i) < ' ' || dlp_peek(in, at + i) > '`')
            return 0;
    for (size_t i = 0; i < bytes; i++) {
        const size_t quad = at + 1 + i / 3 * 4 + i % 3;
        const uint32_t both = value_at(in, quad) << 6 | value_at(in, quad + 1);

        dlp_view_put(out, (uint8_t)(both >> (4 - 2 * (i % 3))), in->at + quad, 2);
    }
    end += dlp_peek(in, end) == '\r';
    return bytes > 0 && dlp_peek(in, end) == '\n' ? end + 1 - at : 0;
}

size_t dlp_decode_uuencode(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;
    size_t at = dlp_is_alnum(dlp_peek_before(in)) ? 0 : head_len(in), len;

    if (at == 0)
        return 0;
    do {
        const size_t before = out->text->len;

        len = line_read(out, in, at);
        if (len == 0)
            out->text->len = before;
        at += len;
    } while (len > 0);
    return out->text->len > first && dlp_unpacked(out, first, at) ? at : 0;
}
