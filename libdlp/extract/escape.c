/* extract/escape.c - backslash escapes of JSON, C, JavaScript, Python and CSS: \u0034 \u{34} \x34
 * \064 and the short ones; and U+0034, as Unicode's own texts write it. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

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

/* \x{34} and \o{64} of Perl, `u{34} of PowerShell, whose braces open at in->at + 2. */
static size_t braced_escape(struct dlp_view_out *out, const struct dlp_view_in *in, bool octal)
{
    uint32_t value = 0;
    size_t digits = 0;

    if (dlp_peek(in, 2) != '{')
        return 0;
    if (octal)
        for (; digits < 7 && (dlp_peek(in, 3 + digits) & 0xf8) == '0'; digits++)
            value = value * 8 + dlp_peek(in, 3 + digits) - '0';
    else
        digits = dlp_read_hex(&value, in, 3, 1, 6);
    if (digits == 0 || dlp_peek(in, 3 + digits) != '}')
        return 0;
    dlp_view_put_char(out, value, in->at, digits + 4);
    return digits + 4;
}

/* \N{DIGIT FOUR} of Python: the names of what values are made of. */
static size_t named_escape(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    static const struct {
        const char *name;
        uint8_t ascii;
    } names[] = {
        { "DIGIT ZERO", '0' },
        { "DIGIT ONE", '1' },
        { "DIGIT TWO", '2' },
        { "DIGIT THREE", '3' },
        { "DIGIT FOUR", '4' },
        { "DIGIT FIVE", '5' },
        { "DIGIT SIX", '6' },
        { "DIGIT SEVEN", '7' },
        { "DIGIT EIGHT", '8' },
        { "DIGIT NINE", '9' },
        { "SPACE", ' ' },
        { "HYPHEN-MINUS", '-' },
        { "COMMERCIAL AT", '@' },
        { "FULL STOP", '.' },
        { "PLUS SIGN", '+' },
        { "LEFT PARENTHESIS", '(' },
        { "RIGHT PARENTHESIS", ')' },
        { "SOLIDUS", '/' },
    };
    static const char letter[] = "LATIN CAPITAL LETTER ", small[] = "LATIN SMALL LETTER ";
    const uint8_t *const name = in->bytes + in->at + 3;
    const size_t left = in->len - in->at < 3 ? 0 : in->len - in->at - 3;
    size_t len = 0;
    uint8_t made = 0;

    while (len < left && len < sizeof(letter) + 1 && name[len] != '}')
        len++;
    if (dlp_peek(in, 2) != '{' || len == left || name[len] != '}')
        return 0;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strlen(names[i].name) == len && memcmp(names[i].name, name, len) == 0)
            made = names[i].ascii;
    if (len == sizeof(letter) && memcmp(name, letter, len - 1) == 0)
        made = name[len - 1];
    if (len == sizeof(small) && memcmp(name, small, len - 1) == 0)
        made = (uint8_t)(name[len - 1] | 0x20);
    if (!made)
        return 0;
    dlp_view_put(out, made, in->at, len + 4);
    return len + 4;
}

/* \064: octal; \34 of CSS, which would be a control character in octal, is hexadecimal. */
static size_t number_escape(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value = 0, hex;
    size_t len = 0;
    const size_t hex_len = dlp_read_hex(&hex, in, 1, 2, 6);
    /* A blank ends an escape of CSS, and is part of it where another follows. */
    const bool ended =
        hex_len > 0 && dlp_peek(in, 1 + hex_len) == ' ' && dlp_peek(in, 2 + hex_len) == '\\';

    while (len < 3 && (dlp_peek(in, 1 + len) & 0xf8) == '0') {
        value = value * 8 + dlp_peek(in, 1 + len) - '0';
        len++;
    }
    if (len < 2 || value < ' ' || value > 0xff || ended) {
        if (hex_len == 0 || hex < ' ')
            return 0;
        dlp_view_put_char(out, hex, in->at, 1 + hex_len + ended);
        return 1 + hex_len + ended;
    }
    dlp_view_put(out, (uint8_t)value, in->at, 1 + len);
    return 1 + len;
}

/* Does another code point's name end right before in->at? */
static bool is_behind_name(const struct dlp_view_in *in)
{
    struct dlp_view_in before = *in;
    uint32_t value;

    if (in->at < 6)
        return false;
    before.at = in->at - 6;
    return dlp_peek(&before, 0) == 'U' && dlp_peek(&before, 1) == '+'
        && dlp_read_hex(&value, &before, 2, 4, 4) > 0;
}

static size_t code_point_name(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value;
    size_t len;

    if (dlp_peek(in, 1) != '+' || (dlp_is_letter(dlp_peek_before(in)) && !is_behind_name(in)))
        return 0;
    len = dlp_read_hex(&value, in, 2, 4, 6);
    if (len == 0 || (dlp_is_alnum(dlp_peek(in, 2 + len)) && dlp_peek(in, 2 + len) != 'U'))
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
    if (dlp_peek(in, 0) == '`')
        return kind == 'u' ? braced_escape(out, in, false) : 0;
    switch (kind) {
    case 'u':
    case 'U':
        return unicode_escape(out, in);
    case 'x':
        if (dlp_peek(in, 2) == '{')
            return braced_escape(out, in, false);
        digits = dlp_read_hex(&value, in, 2, 2, 2);
        if (digits == 0)
            return 0;
        dlp_view_put(out, (uint8_t)value, in->at, 4);
        return 4;
    case 'o':
        return braced_escape(out, in, true);
    case 'N':
        return named_escape(out, in);
    case '\r':
    case '\n': /* the line goes on */
        return dlp_is_valuable(dlp_peek_before(in))
            ? 1u + (kind == '\r' && dlp_peek(in, 2) == '\n' ? 2u : 1u)
            : 0;
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
