/* extract/codes.c - characters as numbers in a row: 52 53 51 57, 064 065, 00110100 00110101, CHR(52)+CHR(53).
 *
 * Any list of numbers is one of characters in some base, so it is read so only where the characters are
 * those of a number or an address. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define LEAST 7u    /* characters */
#define CALL_MAX 8u /* letters of CHR, CHAR, chr */

struct base {
    uint8_t base, least, most; /* digits of a number */
};
static const struct base bases[] = { { 8, 3, 4 }, { 10, 2, 3 }, { 2, 8, 8 } };

/* The number at in->at + i: its length, or 0. */
static size_t number_len(uint32_t *value, const struct dlp_view_in *in, size_t i,
                         const struct base *base)
{
    size_t len = 0;

    *value = 0;
    if (base->base == 8 && dlp_peek(in, i) != '0' && dlp_peek(in, i) != '1')
        return 0; /* of what is printable, only letters have three digits */
    for (; len <= base->most && dlp_is_digit(dlp_peek(in, i + len)); len++) {
        const uint32_t digit = (uint32_t)dlp_peek(in, i + len) - '0';

        if (digit >= base->base)
            return 0;
        *value = *value * base->base + digit;
    }
    return len >= base->least && len <= base->most && *value >= ' ' && *value < 0x7f ? len : 0;
}

/* What parts two numbers, with the call that a number may be in: its length; none is 0. */
static size_t gap_len(const struct dlp_view_in *in, size_t i)
{
    size_t at = i, letters = 0;

    at += dlp_peek(in, at) == ')';
    while (at - i < 4 && dlp_peek(in, at) && strchr(" ,;:+&.-/|\n", dlp_peek(in, at)))
        at++;
    while (letters < CALL_MAX && dlp_is_letter(dlp_peek(in, at + letters)))
        letters++;
    if (letters > 0)
        return dlp_peek(in, at + letters) == '(' ? at + letters + 1 - i : 0;
    return at - i;
}

/* Digits, or an address: what else is so written is nobody's value. */
static bool is_value(const uint8_t *bytes, size_t len)
{
    size_t digits = 0, others = 0;
    bool at = false;

    for (size_t i = 0; i < len; i++) {
        digits += dlp_is_digit(bytes[i]);
        others += !dlp_is_alnum(bytes[i]) && !strchr("@.-_+ ()", bytes[i]);
        at = at || bytes[i] == '@';
    }
    return len >= LEAST && others == 0 && (at || digits * 2 >= len);
}

static size_t row_read(struct dlp_view_out *out, const struct dlp_view_in *in,
                       const struct base *base)
{
    const size_t first = out->text->len;
    size_t i = 0, end = 0, gap = 0;
    uint32_t value;

    for (;;) {
        const size_t len = number_len(&value, in, i, base);
        size_t here;

        if (len == 0)
            break;
        dlp_view_put(out, (uint8_t)value, in->at + i, len);
        end = i + len;
        here = gap_len(in, end);
        if (gap == 0)
            gap = here;
        if (here == 0 || here != gap)
            break;
        i = end + here;
    }
    if (dlp_is_alnum(dlp_peek(in, end)) || end == 0)
        return 0;
    return is_value(out->text->bytes + first, out->text->len - first) ? end : 0;
}

size_t dlp_decode_codes(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;

    if (dlp_is_alnum(dlp_peek_before(in)) || !dlp_is_digit(dlp_peek(in, 1)))
        return 0;
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        const size_t taken = row_read(out, in, &bases[i]);

        if (taken > 0)
            return taken;
        out->text->len = first;
    }
    return 0;
}
