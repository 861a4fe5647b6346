/* extract/reversed.c - text that is stored backwards and shown forwards: behind U+202E, up to the end of
 * its line or of the override, and in <bdo dir="rtl">. */

#include "base/utf8.h"
#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>
#include <strings.h>

#define SIGN_LEN 3u    /* bytes of U+202E, and of the signs that end it */
#define TEXT_MAX 1024u /* bytes that are turned: a value and its label */

static bool is_sign(const struct dlp_view_in *in, size_t i, const char *sign)
{
    return in->len - in->at - i >= SIGN_LEN && memcmp(in->bytes + in->at + i, sign, SIGN_LEN) == 0;
}

/* Write in->bytes[first, end) backwards, character by character. */
static void turn(struct dlp_view_out *out, const struct dlp_view_in *in, size_t first, size_t end)
{
    for (size_t at = end; at > first;) {
        size_t start = at - 1;
        int32_t cp;

        while (start > first && at - start < 4 && (in->bytes[start] & 0xc0) == 0x80)
            start--;
        if (dlp_utf8_next(in->bytes + start, at - start, &cp) != at - start)
            start = at - 1; /* stray bytes: one by one */
        for (size_t i = start; i < at; i++)
            dlp_view_put(out, in->bytes[i], start, at - start);
        at = start;
    }
}

void dlp_view_turn(struct dlp_view_text *out, const struct dlp_view_text *in)
{
    const struct dlp_view_in all = { in->bytes, in->from, in->len, 0 };
    struct dlp_view_out to = { out, &all, DLP_DECODER_REVERSED, false };

    out->len = 0;
    turn(&to, &all, 0, in->len);
}

/* <bdo dir="rtl"> at in->at: its length, or 0. */
static size_t tag_len(const struct dlp_view_in *in)
{
    static const char tag[] = "<bdo dir=";
    size_t at = sizeof(tag) - 1;

    if (in->len - in->at < at || strncasecmp((const char *)in->bytes + in->at, tag, at) != 0)
        return 0;
    at += dlp_peek(in, at) == '"' || dlp_peek(in, at) == '\'';
    if (in->len - in->at < at + 3
        || strncasecmp((const char *)in->bytes + in->at + at, "rtl", 3) != 0)
        return 0;
    at += 3;
    at += dlp_peek(in, at) == '"' || dlp_peek(in, at) == '\'';
    return dlp_peek(in, at) == '>' ? at + 1 : 0;
}

size_t dlp_decode_reversed(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t tag = tag_len(in), start = tag > 0 ? tag : SIGN_LEN;
    size_t end = start;

    if (tag == 0 && !is_sign(in, 0, "\xe2\x80\xae"))
        return dlp_decode_reversed_address(out, in);
    while (end < in->len - in->at && end < TEXT_MAX && dlp_peek(in, end) != '\n'
           && (tag > 0 ? dlp_peek(in, end) != '<'
                       : !is_sign(in, end, "\xe2\x80\xac") && !is_sign(in, end, "\xe2\x81\xa9")))
        end++;
    turn(out, in, in->at + start, in->at + end);
    return end;
}
