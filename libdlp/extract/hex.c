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

/* The pairs from in->at + lead on, all parted alike; what each stands for is written where `out` is not
 * NULL: most words that begin like one are none, and writing costs most.
 * @return how many; *end is behind the last */
static size_t pairs_read(struct dlp_view_out *out, const struct dlp_view_in *in, size_t lead,
                         size_t *end, size_t *gap)
{
    size_t pairs = 0, i = lead;
    uint32_t value;

    *end = 0;
    *gap = SEPARATOR_MAX + 1;
    while (is_pair(in, i)) {
        const size_t here = gap_len(in, i + 2);

        if (out) {
            (void)dlp_read_hex(&value, in, i, 2, 2);
            dlp_view_put(out, (uint8_t)value, in->at + i, 2);
        }
        pairs++;
        *end = i + 2;
        if (*gap > SEPARATOR_MAX)
            *gap = here;
        if (here != *gap)
            break;
        i = *end + *gap;
    }
    return pairs;
}

size_t dlp_decode_hex(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;
    const size_t lead = dlp_peek(in, 0) == '0' && (dlp_peek(in, 1) | 0x20) == 'x' ? 2 : 0;
    size_t end, behind, gap;

    if (dlp_is_alnum(dlp_peek_before(in)) || pairs_read(NULL, in, lead, &end, &gap) < LEAST)
        return 0;
    if (gap <= SEPARATOR_MAX
        && (dlp_peek(in, lead + 2) | 0x20) == 'h') /* 34h 35h: the last one, too */
        end += (dlp_peek(in, end) | 0x20) == 'h';
    if (dlp_is_alnum(dlp_peek(in, end)))
        return 0;
    (void)pairs_read(out, in, lead, &behind, &gap);
    return dlp_unpacked(out, first, end) ? end : 0;
}
