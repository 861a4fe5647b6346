/* extract/rot13.c - letters moved on by thirteen. Nothing but an address's end tells of it, so all of a text is read so, where
 * the caller asks for that. */

#include "extract/chars.h"
#include "extract/decoder.h"

size_t dlp_decode_rot13(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const uint8_t c = in->bytes[in->at], letter = (uint8_t)((c | 0x20) - 'a');

    if (!dlp_is_letter(c))
        return 0;
    dlp_view_put(out, (uint8_t)(letter < 13 ? c + 13 : c - 13), in->at, 1);
    return 1;
}

void dlp_view_rot13(struct dlp_view_text *out, const struct dlp_view_text *in)
{
    struct dlp_view_in place = { in->bytes, in->from, in->len, 0 };
    struct dlp_view_out to = { out, &place, 0, false };

    while (to.decoder + 1 < dlp_decoders_len
           && dlp_decoders[to.decoder].decode != dlp_decode_rot13_address)
        to.decoder++;
    out->len = 0;
    for (; place.at < in->len && out->len < out->cap; place.at++)
        if (dlp_decode_rot13(&to, &place) == 0) {
            out->bytes[out->len] = in->bytes[place.at];
            out->from[out->len++] = in->from[place.at];
        }
}
