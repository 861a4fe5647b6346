/* extract/ascii85.c - four bytes in five signs, between "<~" and "~>", as PostScript and PDF have them; four zeros are one sign.
 * Of what goes on behind the text that is known, the groups that are whole are read. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/unpacked.h"

#define BASE 85u
#define GROUP 5u  /* signs of four bytes */
#define ZEROS 'z' /* stands for four bytes */

/* Write the bytes of `have` signs, one less than they are; the first one stands at in->at + at. */
static void group_put(struct dlp_view_out *out, const struct dlp_view_in *in, uint32_t value,
                      size_t have, size_t at)
{
    for (size_t i = have; i < GROUP; i++) /* what is missing counts as the highest sign */
        value = value * BASE + (BASE - 1);
    for (size_t i = 0; i + 1 < have; i++)
        dlp_view_put(out, (uint8_t)(value >> (24 - 8 * i)), in->at + at + i, 2);
}

static void zeros_put(struct dlp_view_out *out, const struct dlp_view_in *in, size_t at)
{
    for (size_t i = 0; i + 1 < GROUP; i++)
        dlp_view_put(out, 0, in->at + at, 1);
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t dlp_decode_ascii85(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len, most = in->len - in->at;
    uint32_t value = 0;
    size_t at = 2, have = 0, start = 0;

    if (dlp_peek(in, 1) != '~')
        return 0;
    for (; at < most && dlp_peek(in, at) != '~'; at++) {
        const uint8_t c = dlp_peek(in, at);

        if (is_blank(c))
            continue;
        if (c == ZEROS && have == 0) {
            zeros_put(out, in, at);
            continue;
        }
        if (c < '!' || c > 'u')
            return 0;
        start = have == 0 ? at : start;
        value = value * BASE + (c - '!');
        if (++have == GROUP) {
            group_put(out, in, value, GROUP, start);
            value = 0;
            have = 0;
        }
    }
    if (at + 1 >= most) { /* it goes on, or is cut short: "~" may be half of the end */
        at = have > 0 ? start : at;
    } else {
        if (dlp_peek(in, at + 1) != '>')
            return 0;
        if (have > 1)
            group_put(out, in, value, have, start);
        at += 2;
    }
    return dlp_unpacked(out, first, at) ? at : 0;
}
