/* extract/sight.c - a search in the table that gen_unicode.py makes. */

#include "extract/sight.h"

#include "base/utf8.h"

struct sight_range {
    uint32_t first, last;
    uint8_t kind;
    uint8_t ascii; /* of the first */
    uint8_t step;  /* 1: each next one is the next in ASCII */
};

static const struct sight_range ranges[] = {
#include "extract/unicode_table.inc"
};

struct dlp_sight dlp_sight_at(const struct dlp_view_in *in, size_t at)
{
    size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);
    int32_t cp;
    const size_t len = dlp_utf8_next(in->bytes + at, in->len - at, &cp);

    while (cp >= 0 && low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct sight_range *const range = &ranges[middle];

        if ((uint32_t)cp < range->first)
            high = middle;
        else if ((uint32_t)cp > range->last)
            low = middle + 1;
        else
            return (struct dlp_sight){
                (enum dlp_sight_kind)range->kind,
                (uint8_t)(range->ascii + range->step * ((uint32_t)cp - range->first)), (uint8_t)len
            };
    }
    return (struct dlp_sight){ DLP_SIGHT_OTHER, 0, (uint8_t)len };
}
