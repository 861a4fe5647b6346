/* extract/base32.c - base32 and base32hex (RFC 4648), upper or lower case, with and without padding. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/run_check.h"
#include "extract/unpacked.h"

#define LEAST 16u /* characters of a run */

size_t dlp_decode_base32(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;
    uint32_t bits = 0;
    unsigned have = 0;
    size_t i = 0;
    bool hex;

    if (dlp_is_alnum(dlp_peek_before(in)))
        return 0;
    while (dlp_is_alnum(dlp_peek(in, i)))
        i++;
    if (i < LEAST)
        return 0;
    hex = !dlp_run_is_base32(in->bytes + in->at, i, false);
    if (hex && !dlp_run_is_base32(in->bytes + in->at, i, true))
        return 0;
    i = 0;
    for (; dlp_base32_value(dlp_peek(in, i), hex) >= 0; i++) {
        bits = bits << 5 | (uint32_t)dlp_base32_value(dlp_peek(in, i), hex);
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
