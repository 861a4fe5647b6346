/* extract/quoted.c - quoted-printable (RFC 2045): =34, and the line breaks that it hides.
 *
 * An equals sign and two digits also stand in every query string and every assignment, so a single
 * one is only read where it stands for what a mail program must not leave as it is. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

/* Does =XX stand at in->at + i? */
static bool is_unit(const struct dlp_view_in *in, size_t i, uint32_t *value)
{
    const int high = dlp_hex_value(dlp_peek(in, i + 1)), low = dlp_hex_value(dlp_peek(in, i + 2));

    if (dlp_peek(in, i) != '=' || high < 0 || low < 0)
        return false;
    *value = (uint32_t)(high << 4 | low);
    return true;
}

#define NEAR 6u /* bytes from one unit to the next, where not all of a value is encoded */

static bool is_between(uint8_t c)
{
    return dlp_is_valuable(c) || c == '-' || c == '.';
}

/* Is there another equals sign near? In query strings the next one is further. */
static bool has_sign_near(const struct dlp_view_in *in)
{
    const size_t back = in->at < 3 + NEAR ? in->at : 3 + NEAR;
    const size_t ahead = in->len - in->at - 1 < 3 + NEAR ? in->len - in->at - 1 : 3 + NEAR;
    const uint8_t *const unit = in->bytes + in->at;

    return memchr(unit + 1, '=', ahead) || memchr(unit - back, '=', back);
}

/* Is there another unit near, with nothing but a value's bytes between? */
static bool is_one_of_many(const struct dlp_view_in *in)
{
    struct dlp_view_in other = *in;
    uint32_t value;
    size_t i = 3;

    if (!has_sign_near(in))
        return false;
    while (i < 3 + NEAR && is_between(dlp_peek(in, i)))
        i++;
    if (is_unit(in, i, &value))
        return true;
    for (size_t back = 1; back <= 3 + NEAR && back <= in->at; back++) {
        other.at = in->at - back;
        if (in->bytes[other.at] == '=')
            return back >= 3 && is_unit(&other, 0, &value);
        if (!is_between(in->bytes[other.at]))
            return false;
    }
    return false;
}

/* Is it what a mail program does not leave as it is, in the middle of a value? */
static bool is_sign_alone(const struct dlp_view_in *in, uint32_t value)
{
    const uint8_t before = dlp_peek_before(in), behind = dlp_peek(in, 3);

    if (value == '@')
        return dlp_is_alnum(before) && dlp_is_letter(behind);
    if (value == '+')
        return dlp_is_digit(behind) && !dlp_is_alnum(before);
    if (value == '=')
        return true;
    return (value == '-' || value == '.' || value == ' ') && dlp_is_digit(before)
        && dlp_is_digit(behind);
}

size_t dlp_decode_quoted(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t carriage = dlp_peek(in, 1) == '\r';
    uint32_t value;

    if (dlp_peek(in, 1 + carriage) == '\n') /* a line goes on */
        return dlp_is_valuable(dlp_peek_before(in)) || dlp_is_valuable(dlp_peek(in, 2 + carriage))
            ? 2 + carriage
            : 0;
    if (!is_unit(in, 0, &value) || !(is_sign_alone(in, value) || is_one_of_many(in)))
        return 0;
    dlp_view_put(out, (uint8_t)value, in->at, 3);
    return 3;
}
