/* extract/view_percent.c - %34 and %u0034, as in URLs (RFC 3986) and old JavaScript's escape(). */

#include "extract/chars.h"
#include "extract/decoder.h"

size_t dlp_decode_percent(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value;

    if ((dlp_peek(in, 1) | 0x20) == 'u' && dlp_read_hex(&value, in, 2, 4, 4) > 0) {
        dlp_view_put_char(out, value, in->at, 6);
        return 6;
    }
    if (dlp_read_hex(&value, in, 1, 2, 2) == 0)
        return 0;
    dlp_view_put(out, (uint8_t)value, in->at, 3);
    return 3;
}
