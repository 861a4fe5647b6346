/* score/column_stats.c - nearly every random number of 8 to 12 digits has some national reading, so in
 * dense tables the column decides, not the value. */

#include "score/column_stats.h"

#include <stdlib.h>
#include <string.h>

#define VALUES_MIN 16u   /* fewer say nothing */
#define ROWS_MIN 16u     /* and a header */
#define FIRST_LOOK 4096u /* bytes in which rows show their delimiter */
#define COUNT_BLOCK 32u

/* The pair's place in stats->places, or the empty one where it belongs. */
static uint16_t *stat_place(struct dlp_column_stats *stats, uint32_t column, uint32_t rule)
{
    const size_t mask = sizeof(stats->places) / sizeof(stats->places[0]) - 1;
    size_t place = (rule + column * 97u) * 0x9e3779b1u >> 16 & mask;

    _Static_assert(sizeof(stats->places) / sizeof(stats->places[0])
                       >= 2 * sizeof(stats->at) / sizeof(stats->at[0]),
                   "there are empty places");
    for (; stats->places[place] != 0; place = (place + 1) & mask) {
        const struct dlp_column_stat *const stat = &stats->at[stats->places[place] - 1];

        if (stat->column == column && stat->rule == rule)
            break;
    }
    return &stats->places[place];
}

void dlp_column_stats_add(struct dlp_column_stats *stats, uint32_t column, uint32_t rule,
                          bool passed)
{
    uint16_t *const place = stat_place(stats, column, rule);
    struct dlp_column_stat *stat;

    if (*place == 0) {
        if (stats->len == sizeof(stats->at) / sizeof(stats->at[0]) || column >= DLP_TABLE_COLUMNS)
            return;
        stats->at[stats->len++] = (struct dlp_column_stat){ rule, (uint16_t)column, 0, 0 };
        *place = (uint16_t)stats->len;
    }
    stat = &stats->at[*place - 1];
    if (stat->tries == UINT16_MAX)
        return;
    stat->tries++;
    stat->passes = (uint16_t)(stat->passes + passed);
}

static enum dlp_verdict_kind stat_verdict(const struct dlp_column_stat *stat)
{
    if (stat->tries < VALUES_MIN)
        return DLP_VERDICT_OPEN;
    if (stat->passes * 100u >= stat->tries * 95u)
        return DLP_VERDICT_TYPE;
    return stat->passes * 100u <= stat->tries * 10u ? DLP_VERDICT_NONE : DLP_VERDICT_OPEN;
}

static int verdict_order(const void *left, const void *right)
{
    const struct dlp_verdict *const a = left, *const b = right;

    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

void dlp_column_stats_settle(struct dlp_verdicts *out, const struct dlp_column_stats *stats)
{
    out->len = 0;
    for (size_t i = 0; i < stats->len && out->len < DLP_VERDICTS_MAX; i++) {
        const enum dlp_verdict_kind kind = stat_verdict(&stats->at[i]);

        if (kind != DLP_VERDICT_OPEN)
            out->at[out->len++] =
                (struct dlp_verdict){ stats->at[i].rule & 0xfffffu, stats->at[i].column & 0x3ffu,
                                      (unsigned)kind & 3u };
    }
    qsort(out->at, out->len, sizeof(out->at[0]), verdict_order);
}

enum dlp_verdict_kind dlp_verdict_of(const struct dlp_verdicts *verdicts, uint32_t column,
                                     uint32_t rule)
{
    size_t from = 0, to = verdicts->len;

    while (from < to) {
        const struct dlp_verdict *const half = &verdicts->at[(from + to) / 2];

        if (half->column == column && half->rule == rule)
            return (enum dlp_verdict_kind)half->kind;
        if (half->column < column || (half->column == column && half->rule < rule))
            from = (from + to) / 2 + 1;
        else
            to = (from + to) / 2;
    }
    return DLP_VERDICT_OPEN;
}

static bool ends_cell(const struct dlp_table *table, uint8_t byte)
{
    return byte == table->delimiter || byte == '\n' || byte == '\r';
}

bool dlp_fills_cell(const struct dlp_table *table, const struct dlp_window *window, uint64_t start,
                    uint64_t end)
{
    const uint8_t *const first = dlp_window_at(window, start);
    const uint8_t *const last = dlp_window_at(window, end);
    const size_t before = dlp_window_before(window, start, 2);
    const size_t after = dlp_window_after(window, end, 2);
    const size_t open = before > 0 && first[-1] == '"';
    const size_t close = after > 0 && last[0] == '"';

    if (table->mode != DLP_TABLE_CSV)
        return false;
    return (before == open || ends_cell(table, first[-1 - (ptrdiff_t)open]))
        && (after == close || ends_cell(table, last[close]));
}

/* In blocks of a fixed length, which compilers turn into vector code. */
static uint32_t count_byte(const uint8_t *text, size_t len, uint8_t byte)
{
    uint32_t n = 0;

    for (; len >= COUNT_BLOCK; text += COUNT_BLOCK, len -= COUNT_BLOCK) {
        uint8_t found = 0;

        for (size_t i = 0; i < COUNT_BLOCK; i++)
            found = (uint8_t)(found + (text[i] == byte));
        n += found;
    }
    for (size_t i = 0; i < len; i++)
        n += text[i] == byte;
    return n;
}

/* Delimiters of one line, outside quotes; UINT32_MAX for a line that is no row of values: JSON,
 * markup, an SQL tuple, or one that ends with the delimiter as statements do. */
static uint32_t line_delimiters(const uint8_t *line, size_t len, uint8_t delimiter)
{
    const uint8_t *const end = line + len - (len > 0 && line[len - 1] == '\r');
    uint32_t n = 0;
    bool quoted = false;

    if (line == end || memchr("{[(<#", line[0], 5) || end[-1] == delimiter)
        return UINT32_MAX;
    for (const uint8_t *at = line, *stop; at < end; at = stop + 1) {
        stop = memchr(at, '"', (size_t)(end - at));
        stop = stop ? stop : end;
        if (!quoted)
            n += count_byte(at, (size_t)(stop - at), delimiter);
        quoted = !quoted;
    }
    return n;
}

/* Do nine of ten rows have as many as the first, which has `want`? Most texts fail in a few rows. */
static bool delimiter_is_regular(const uint8_t *row, uint32_t rows, uint8_t delimiter,
                                 uint32_t want)
{
    uint32_t others = 0;

    for (uint32_t i = 0; i < rows && others <= rows / 10; i++) {
        const uint8_t *const end = rawmemchr(row, '\n');

        others += line_delimiters(row, (size_t)(end - row), delimiter) != want;
        row = end + 1;
    }
    return others <= rows / 10;
}

uint8_t dlp_regular_delimiter(const uint8_t *text, size_t len)
{
    static const uint8_t delimiters[] = { ',', ';', '\t', '|' };
    const uint8_t *const end = text + len;
    const uint8_t *const line = memchr(text, '\n', len);
    const uint8_t *const row = line ? line + 1 : end; /* the header may be another thing */
    const uint8_t *const row_end = row < end ? memchr(row, '\n', (size_t)(end - row)) : NULL;
    uint32_t rows = 0;

    for (size_t i = 0; row_end && i < sizeof(delimiters); i++) {
        const uint32_t want = line_delimiters(row, (size_t)(row_end - row), delimiters[i]);

        if (want == 0 || want == UINT32_MAX
            || !memchr(text, delimiters[i], len < FIRST_LOOK ? len : FIRST_LOOK))
            continue;
        if (rows == 0)
            rows = count_byte(row, (size_t)(end - row), '\n');
        if (rows >= ROWS_MIN && delimiter_is_regular(row, rows, delimiters[i], want))
            return delimiters[i];
    }
    return 0;
}
