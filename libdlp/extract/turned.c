/* extract/turned.c - what came out of an encoding, backwards and with the letters of ROT13. Nothing in plain text tells of
 * either, and most numbers are others backwards; but who encodes a value that is turned around hides it. */

#include "extract/chars.h"
#include "extract/decoder.h"

#define STRETCH_LEAST 7u   /* bytes of a number or an address */
#define STRETCH_MOST 1024u /* more is a document */
#define DIGITS_LEAST 7u

static bool is_decoded(const struct dlp_view_from *from)
{
    for (uint32_t via = from->via; via; via >>= DLP_VIA_BITS)
        if (dlp_decoders_of_encodings >> ((via & DLP_VIA_MASK) - 1) & 1u)
            return true;
    return false;
}

/* Does the stretch in->bytes[first, end) have what a number or an address has? Numbers are the same in ROT13. */
static bool may_be_value(const struct dlp_view_text *in, size_t first, size_t end, bool rot13)
{
    size_t digits = 0, letters = 0;
    bool at = false;

    if (end - first < STRETCH_LEAST || end - first > STRETCH_MOST)
        return false;
    for (size_t i = first; i < end; i++) {
        digits += dlp_is_digit(in->bytes[i]);
        letters += dlp_is_letter(in->bytes[i]);
        at = at || in->bytes[i] == '@';
    }
    return at || (digits >= DIGITS_LEAST && (!rot13 || letters >= 2));
}

/* The first byte behind `at` that came out of no encoding. */
static size_t stretch_end(const struct dlp_view_text *in, size_t at)
{
    while (at < in->len && is_decoded(&in->from[at]))
        at++;
    return at;
}

/* Backwards, byte by byte: values are ASCII. */
static void backwards_put(struct dlp_view_out *out, const struct dlp_view_in *in, size_t first,
                          size_t end)
{
    for (size_t i = end; i > first; i--)
        dlp_view_put(out, in->bytes[i - 1], i - 1, 1);
}

/* Is there anything to turn around? Of most texts nothing is. */
static bool is_any(const struct dlp_view_text *in, bool rot13)
{
    for (size_t at = 0; at < in->len; at++) {
        const size_t end = in->from[at].via ? stretch_end(in, at) : at;

        if (end > at && may_be_value(in, at, end, rot13))
            return true;
        at = end; /* and the byte behind it, which came out of none */
    }
    return false;
}

bool dlp_view_turn_decoded(struct dlp_view_text *out, const struct dlp_view_text *in, bool rot13)
{
    const struct dlp_view_in all = { in->bytes, in->from, in->len, 0 };
    struct dlp_view_out to = { out, &all, rot13 ? DLP_DECODER_ROT13 : DLP_DECODER_REVERSED, false };

    out->len = 0;
    if (!is_any(in, rot13))
        return false;
    for (size_t at = 0; at < in->len && out->len < out->cap;) {
        const size_t end = stretch_end(in, at);

        if (may_be_value(in, at, end, rot13)) {
            (rot13 ? dlp_rot13_put : backwards_put)(&to, &all, at, end);
            at = end;
            continue;
        }
        do {
            out->bytes[out->len] = in->bytes[at];
            out->from[out->len++] = in->from[at++];
        } while (at < end);
    }
    return true;
}
