/* extract/escape.c - backslash escapes of JSON, C, JavaScript, Python and CSS: \u0034 \u{34} \x34
 * \064 and the short ones; and U+0034, as Unicode's own texts write it. */

#include "extract/chars.h"
#include "extract/decoder.h"

/* \u0034, with the second half of a surrogate pair; \u{34}; \U00000034. */
static size_t unicode_escape(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value, low;
    size_t digits;

    if (dlp_peek(in, 2) == '{') {
        digits = dlp_read_hex(&value, in, 3, 1, 6);
        if (digits == 0 || dlp_peek(in, 3 + digits) != '}')
            return 0;
        dlp_view_put_char(out, value, in->at, digits + 4);
        return digits + 4;
    }
    if (dlp_peek(in, 1) == 'U') {
        if (dlp_read_hex(&value, in, 2, 8, 8) == 0)
            return 0;
        dlp_view_put_char(out, value, in->at, 10);
        return 10;
    }
    if (dlp_read_hex(&value, in, 2, 4, 4) == 0)
        return 0;
    if (value >= 0xd800 && value < 0xdc00 && dlp_peek(in, 6) == '\\' && dlp_peek(in, 7) == 'u'
        && dlp_read_hex(&low, in, 8, 4, 4) > 0 && low >= 0xdc00 && low < 0xe000) {
        dlp_view_put_char(out, 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00), in->at, 12);
        return 12;
    }
    dlp_view_put_char(out, value, in->at, 6);
    return 6;
}

/* \064: octal; \34 of CSS, which would be a control character in octal, is hexadecimal. */
static size_t number_escape(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value = 0, hex;
    size_t len = 0;

    while (len < 3 && dlp_peek(in, 1 + len) >= '0' && dlp_peek(in, 1 + len) < '8') {
        value = value * 8 + dlp_peek(in, 1 + len) - '0';
        len++;
    }
    if (len < 2 || value < ' ' || value > 0xff) {
        len = dlp_read_hex(&hex, in, 1, 2, 6);
        if (len == 0 || hex < ' ')
            return 0;
        if (dlp_peek(in, 1 + len) == ' ')
            len++; /* ends the number, and is part of the escape */
        dlp_view_put_char(out, hex, in->at, 1 + len);
        return 1 + len;
    }
    dlp_view_put(out, (uint8_t)value, in->at, 1 + len);
    return 1 + len;
}

static size_t code_point_name(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value;
    size_t len;

    if (dlp_peek(in, 1) != '+' || dlp_is_alnum(dlp_peek_before(in)))
        return 0;
    len = dlp_read_hex(&value, in, 2, 4, 6);
    if (len == 0 || dlp_is_alnum(dlp_peek(in, 2 + len)))
        return 0;
    len += 2;
    if (dlp_peek(in, len) == ' ' && dlp_peek(in, len + 1) == 'U' && dlp_peek(in, len + 2) == '+')
        len++;
    dlp_view_put_char(out, value, in->at, len);
    return len;
}

size_t dlp_decode_escape(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const uint8_t kind = dlp_peek(in, 1);
    uint32_t value;
    size_t digits;

    if (dlp_peek(in, 0) == 'U')
        return code_point_name(out, in);
    switch (kind) {
    case 'u':
    case 'U':
        return unicode_escape(out, in);
    case 'x':
        digits = dlp_read_hex(&value, in, 2, 2, 2);
        if (digits == 0)
            return 0;
        dlp_view_put(out, (uint8_t)value, in->at, 4);
        return 4;
    case 'n':
    case 'r':
    case 't':
        dlp_view_put(out, kind == 't' ? '\t' : '\n', in->at, 2);
        return 2;
    case '/':
    case '-':
    case '.':
    case '@':
    case '\\':
        dlp_view_put(out, kind, in->at, 2);
        return 2;
    default:
        return dlp_is_digit(kind) ? number_escape(out, in) : 0;
    }
}
