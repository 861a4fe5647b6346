/* extract/hex.c - bytes as pairs of hexadecimal digits: 34313131, 34 31 31, 34:31, 0x34, 0x31. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/unpacked.h"

#include <string.h>

#define LEAST 6u         /* bytes of a run */
#define SEPARATOR_MAX 5u /* bytes between two pairs */

/* What parts two pairs: nothing, or the same few bytes each time; "0x" may lead each pair. Returns its
 * length, or SEPARATOR_MAX + 1 when no pair follows. */
static size_t gap_len(const struct dlp_view_in *in, size_t i)
{
    size_t gap = 0;

    if ((dlp_peek(in, i) | 0x20) == 'h')
        gap++;
    for (size_t most = gap + 2; gap < most && memchr(" ,:;-.\n", dlp_peek(in, i + gap), 7);)
        gap++;
    if (dlp_peek(in, i + gap) == '0' && (dlp_peek(in, i + gap + 1) | 0x20) == 'x')
        gap += 2;
    return gap;
}

static bool is_pair(const struct dlp_view_in *in, size_t i)
{
    return dlp_hex_value(dlp_peek(in, i)) >= 0 && dlp_hex_value(dlp_peek(in, i + 1)) >= 0;
}

size_t dlp_decode_hex(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;
    const size_t lead = dlp_peek(in, 0) == '0' && (dlp_peek(in, 1) | 0x20) == 'x' ? 2 : 0;
    size_t i = lead, gap = SEPARATOR_MAX + 1, end = 0;
    uint32_t value;

    if (dlp_is_alnum(dlp_peek_before(in)))
        return 0;
    while (is_pair(in, i)) {
        const size_t here = gap_len(in, i + 2);

        (void)dlp_read_hex(&value, in, i, 2, 2);
        dlp_view_put(out, (uint8_t)value, in->at + i, 2);
        end = i + 2;
        if (gap > SEPARATOR_MAX)
            gap = here;
        if (here != gap)
            break;
        i = end + gap;
    }
    if (gap <= SEPARATOR_MAX
        && (dlp_peek(in, lead + 2) | 0x20) == 'h') /* 34h 35h: the last one, too */
        end += (dlp_peek(in, end) | 0x20) == 'h';
    if (out->text->len - first < LEAST || dlp_is_alnum(dlp_peek(in, end)))
        return 0;
    return dlp_unpacked(out, first, end) ? end : 0;
}
