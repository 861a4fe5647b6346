/* extract/base32.c - base32 (RFC 4648), upper or lower case, with and without padding. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/run_check.h"
#include "extract/unpacked.h"

#define LEAST 16u /* characters of a run */

static int base32_value(uint8_t c)
{
    if (dlp_is_letter(c))
        return (c | 0x20) - 'a';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

size_t dlp_decode_base32(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;
    uint32_t bits = 0;
    unsigned have = 0;
    size_t i = 0;

    if (dlp_is_alnum(dlp_peek_before(in)))
        return 0;
    while (dlp_is_alnum(dlp_peek(in, i)))
        i++;
    if (i < LEAST || !dlp_run_is_base32(in->bytes + in->at, i))
        return 0;
    i = 0;
    for (; base32_value(dlp_peek(in, i)) >= 0; i++) {
        bits = bits << 5 | (uint32_t)base32_value(dlp_peek(in, i));
        have += 5;
        if (have >= 8) {
            have -= 8;
            dlp_view_put(out, (uint8_t)(bits >> have), in->at + i - 1, 2);
        }
    }
    if (i < LEAST || dlp_is_alnum(dlp_peek(in, i)) || have >= 5)
        return 0;
    for (size_t pad = 0; pad < 6 && dlp_peek(in, i) == '='; pad++)
        i++;
    return dlp_unpacked(out, first, i) ? i : 0;
}
