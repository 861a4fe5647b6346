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
    return dlp_peek(in, i) == '=' && dlp_read_hex(value, in, i + 1, 2, 2) > 0;
}

#define NEAR 6u /* bytes from one unit to the next, where not all of a value is encoded */

static bool is_between(uint8_t c)
{
    return dlp_is_valuable(c) || c == '-' || c == '.';
}

/* Is there another unit near, with nothing but a value's bytes between? */
static bool is_one_of_many(const struct dlp_view_in *in)
{
    const uint8_t *const unit = in->bytes + in->at;
    const size_t behind = in->len - in->at;
    struct dlp_view_in other = *in;
    uint32_t value;
    size_t i = 3;

    while (i < 3 + NEAR && i < behind && is_between(unit[i]))
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
    return memchr("-. ", (int)value, 3) && dlp_is_digit(before) && dlp_is_digit(behind);
}

size_t dlp_decode_quoted(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t carriage = dlp_peek(in, 1) == '\r';
    uint32_t value;

    if (dlp_peek(in, 1 + carriage) == '\n') /* a line goes on */
        return dlp_is_valuable(dlp_peek_before(in)) || dlp_is_valuable(dlp_peek(in, 2 + carriage))
            ? 2 + carriage
            : 0;
    if (!is_unit(in, 0, &value) || (!is_sign_alone(in, value) && !is_one_of_many(in)))
        return 0;
    dlp_view_put(out, (uint8_t)value, in->at, 3);
    return 3;
}
