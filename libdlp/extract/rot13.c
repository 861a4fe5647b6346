/* extract/rot13.c - letters moved on by thirteen. Nothing but an address's end tells of it, so all of a text is read so, where
 * the caller asks for that. */

#include "extract/chars.h"
#include "extract/decoder.h"

static uint8_t rot13(uint8_t c)
{
    if (!dlp_is_letter(c))
        return c;
    return (uint8_t)((c | 0x20) < 'n' ? c + 13 : c - 13);
}

void dlp_rot13_put(struct dlp_view_out *out, const struct dlp_view_in *in, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        dlp_view_put(out, rot13(in->bytes[i]), i, 1);
}

void dlp_view_rot13(struct dlp_view_text *out, const struct dlp_view_text *in)
{
    const struct dlp_view_in all = { in->bytes, in->from, in->len, 0 };
    struct dlp_view_out to = { out, &all, DLP_DECODER_ROT13, false };

    out->len = 0;
    for (size_t at = 0; at < in->len && out->len < out->cap; at++)
        if (dlp_is_letter(in->bytes[at])) {
            dlp_rot13_put(&to, &all, at, at + 1);
        } else { /* as it stands: nothing was decoded */
            out->bytes[out->len] = in->bytes[at];
            out->from[out->len++] = in->from[at];
        }
}
