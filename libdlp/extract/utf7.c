/* extract/utf7.c - UTF-7 (RFC 2152): +AEA- for a sign, and +ADQANQAz- for what need not be encoded. */

#include "extract/chars.h"
#include "extract/decoder.h"

#define UNITS_MAX 1024u /* of one run */

size_t dlp_decode_utf7(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t bits = 0, high = 0;
    unsigned have = 0;
    size_t i = 1, units = 0, from = 1;
    bool letters = false;

    if (dlp_peek(in, 1) == '-') { /* the plus itself */
        if (!dlp_is_digit(dlp_peek(in, 2)))
            return 0;
        dlp_view_put(out, '+', in->at, 2);
        return 2;
    }
    for (; units < UNITS_MAX && dlp_peek(in, i) != '-' && dlp_peek(in, i) != '_'
         && dlp_base64_value(dlp_peek(in, i)) >= 0;
         i++) {
        uint32_t unit;

        letters = letters || dlp_is_letter(dlp_peek(in, i));
        bits = bits << 6 | (uint32_t)dlp_base64_value(dlp_peek(in, i));
        have += 6;
        if (have < 16)
            continue;
        have -= 16;
        unit = bits >> have & 0xffff;
        units++;
        if (unit < ' ' && unit != '\t' && unit != '\n' && unit != '\r')
            return 0;
        if (unit >= 0xd800 && unit < 0xdc00) {
            high = unit;
            continue;
        }
        if (unit >= 0xdc00 && unit < 0xe000 && high)
            unit = 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
        high = 0;
        dlp_view_put_char(out, unit, in->at + from, i + 1 - from);
        from = i;
    }
    /* What ends without a sign may as well be a telephone number, or a sum. */
    if (units == 0 || !letters || dlp_peek(in, i) != '-' || have >= 6
        || (bits & ((1u << have) - 1)) != 0)
        return 0;
    return i + 1;
}
