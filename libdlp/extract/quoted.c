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

static bool is_one_of_many(const struct dlp_view_in *in)
{
    const struct dlp_view_in before = { in->bytes, in->from, in->len, in->at - 3 };
    uint32_t value;

    return is_unit(in, 3, &value) || (in->at >= 3 && is_unit(&before, 0, &value));
}

size_t dlp_decode_quoted(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t carriage = dlp_peek(in, 1) == '\r';
    uint32_t value;

    if (dlp_peek(in, 1 + carriage) == '\n') /* a line goes on */
        return dlp_is_valuable(dlp_peek_before(in)) || dlp_is_valuable(dlp_peek(in, 2 + carriage))
            ? 2 + carriage
            : 0;
    if (!is_unit(in, 0, &value) || (!is_one_of_many(in) && !memchr("@=-. +", (int)value, 6)))
        return 0;
    dlp_view_put(out, (uint8_t)value, in->at, 3);
    return 3;
}
