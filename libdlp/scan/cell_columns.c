/* scan/cell_columns.c - delimiters and line ends as bit masks; a column is how many delimiters stand
 * before it in its line. */

#include "scan/cell_columns.h"

#include "base/bitmap.h"

#include <string.h>
#ifdef __SSE2__
#  include <emmintrin.h>
#endif

struct cell_masks {
    uint64_t delimiter, breaks, quote;
};

#ifdef __SSE2__
static struct cell_masks masks_of(const uint8_t bytes[DLP_LANE_WORD], uint8_t delimiter)
{
    const __m128i d = _mm_set1_epi8((char)delimiter), q = _mm_set1_epi8('"');
    const __m128i n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r');
    struct cell_masks m = { 0, 0, 0 };

    for (unsigned i = 0; i < DLP_LANE_WORD; i += 16) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(v, n), _mm_cmpeq_epi8(v, r));

        m.delimiter |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, d)) << i;
        m.breaks |= (uint64_t)(uint32_t)_mm_movemask_epi8(ends) << i;
        m.quote |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, q)) << i;
    }
    return m;
}
#else
static struct cell_masks masks_of(const uint8_t bytes[DLP_LANE_WORD], uint8_t delimiter)
{
    struct cell_masks m = { 0, 0, 0 };

    for (unsigned i = 0; i < DLP_LANE_WORD; i++) {
        m.delimiter |= (uint64_t)(bytes[i] == delimiter) << i;
        m.breaks |= (uint64_t)(bytes[i] == '\n' || bytes[i] == '\r') << i;
        m.quote |= (uint64_t)(bytes[i] == '"') << i;
    }
    return m;
}
#endif

/* Bits below `bit`, which is 0 to 64. */
static inline uint64_t below(unsigned bit)
{
    return bit < DLP_LANE_WORD ? (UINT64_C(1) << bit) - 1 : UINT64_MAX;
}

/* The column of that bit. */
static inline uint32_t column_at(const struct dlp_lane_cells *cells, unsigned bit)
{
    const uint64_t breaks = cells->breaks & below(bit);
    const uint64_t delimiters = cells->delimiter & below(bit);

    if (!breaks)
        return cells->column + dlp_bits_count(delimiters);
    return dlp_bits_count(delimiters >> (DLP_LANE_WORD - 1 - (unsigned)__builtin_clzll(breaks)));
}

void dlp_cells_begin(struct dlp_lane *lane, uint64_t first)
{
    const struct dlp_cells *const cells = lane->learns ? &lane->live->cells : NULL;

    lane->cells = (struct dlp_lane_cells){ .on = false };
    if (!cells || !cells->known || cells->from < first)
        return;
    lane->cells.on = true;
    lane->cells.known = cells->from;
    lane->cells.column = cells->column;
}

void dlp_cells_word(struct dlp_lane *lane)
{
    struct dlp_lane_cells *const cells = &lane->cells;
    const struct dlp_window *const w = lane->window;
    const uint64_t base = lane->base;
    struct cell_masks masks;

    if (base >= w->start + w->len || w->start + w->len - base < DLP_LANE_WORD) {
        cells->on = false; /* the last ones */
        return;
    }
    if (cells->known >= base + DLP_LANE_WORD)
        return;
    cells->column = column_at(cells, DLP_LANE_WORD); /* of the word before */
    masks = masks_of(w->data + (base - w->start), lane->live->cells.delimiter);
    if (cells->known > base) {
        const uint64_t unknown = below((unsigned)(cells->known - base));

        masks.delimiter &= ~unknown;
        masks.breaks &= ~unknown;
        masks.quote &= ~unknown;
    }
    cells->delimiter = masks.delimiter;
    cells->breaks = masks.breaks;
    cells->on = masks.quote == 0;
}

uint8_t dlp_cell_column(const struct dlp_lane *lane, unsigned bit)
{
    const struct dlp_lane_cells *const cells = &lane->cells;
    uint32_t column;

    if (!cells->on || lane->base + bit < cells->known
        || !((cells->delimiter | cells->breaks) >> bit & 1u))
        return 0;
    column = column_at(cells, bit);
    return column < DLP_CELL_COLUMNS ? (uint8_t)(column + 1) : 0;
}
