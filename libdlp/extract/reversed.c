/* extract/reversed.c - text that is stored backwards and shown forwards: behind U+202E, up to the end of
 * its line or of the override. */

#include "base/utf8.h"
#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define SIGN_LEN 3u    /* bytes of U+202E, and of the signs that end it */
#define TEXT_MAX 1024u /* bytes that are turned: a value and its label */

static bool is_sign(const struct dlp_view_in *in, size_t i, const char *sign)
{
    return in->len - in->at - i >= SIGN_LEN && memcmp(in->bytes + in->at + i, sign, SIGN_LEN) == 0;
}

size_t dlp_decode_reversed(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    size_t end = SIGN_LEN;

    if (!is_sign(in, 0, "\xe2\x80\xae"))
        return 0;
    while (end < in->len - in->at && end < TEXT_MAX && dlp_peek(in, end) != '\n'
           && !is_sign(in, end, "\xe2\x80\xac") && !is_sign(in, end, "\xe2\x81\xa9"))
        end++;
    for (size_t at = end; at > SIGN_LEN;) {
        size_t start = at - 1, len;
        int32_t cp;

        while (start > SIGN_LEN && at - start < 4 && (in->bytes[in->at + start] & 0xc0) == 0x80)
            start--;
        len = dlp_utf8_next(in->bytes + in->at + start, at - start, &cp);
        if (len != at - start) /* stray bytes: one by one */
            start = at - 1;
        for (size_t i = start; i < at; i++)
            dlp_view_put(out, in->bytes[in->at + i], in->at + start, at - start);
        at = start;
    }
    return end;
}
