/* score/column_stats.c - nearly every random number of 8 to 12 digits has some national reading, so in
 * dense tables the column decides, not the value. */

#include "score/column_stats.h"

#include <string.h>

#define VALUES_MIN 16u   /* fewer say nothing */
#define LINES_MIN 17u    /* a header and 16 rows */
#define FIRST_LOOK 4096u /* bytes in which rows show their delimiter */

void dlp_column_stats_add(struct dlp_column_stats *stats, uint32_t column, uint32_t rule,
                          bool passed)
{
    struct dlp_column_stat *stat = stats->at;
    const struct dlp_column_stat *const end = stats->at + stats->len;

    while (stat < end && (stat->column != column || stat->rule != rule))
        stat++;
    if (stat == end) {
        if (stats->len == sizeof(stats->at) / sizeof(stats->at[0]) || column >= DLP_TABLE_COLUMNS)
            return;
        *stat = (struct dlp_column_stat){ rule, (uint16_t)column, 0, 0 };
        stats->len++;
    }
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

void dlp_column_stats_settle(struct dlp_verdicts *out, const struct dlp_column_stats *stats)
{
    out->len = 0;
    for (size_t i = 0; i < stats->len && out->len < DLP_VERDICTS_MAX; i++) {
        const enum dlp_verdict_kind kind = stat_verdict(&stats->at[i]);

        if (kind != DLP_VERDICT_OPEN)
            out->at[out->len++] =
                (struct dlp_verdict){ stats->at[i].rule, stats->at[i].column, (uint8_t)kind };
    }
}

enum dlp_verdict_kind dlp_verdict_of(const struct dlp_verdicts *verdicts, uint32_t column,
                                     uint32_t rule)
{
    for (size_t i = 0; i < verdicts->len; i++)
        if (verdicts->at[i].rule == rule && verdicts->at[i].column == column)
            return (enum dlp_verdict_kind)verdicts->at[i].kind;
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

/* Delimiters of one line, outside quotes; UINT32_MAX for a line that is no row of values: JSON,
 * markup, an SQL tuple, or one that ends with the delimiter as statements do. */
static uint32_t line_delimiters(const uint8_t *line, size_t len, uint8_t delimiter)
{
    uint32_t n = 0;
    bool quoted = false;

    len -= len > 0 && line[len - 1] == '\r';
    if (len == 0 || memchr("{[(<#", line[0], 5) || line[len - 1] == delimiter)
        return UINT32_MAX;
    for (size_t i = 0; i < len; i++) {
        quoted ^= line[i] == '"';
        n += line[i] == delimiter && !quoted;
    }
    return n;
}

static bool delimiter_is_regular(const uint8_t *text, size_t len, uint8_t delimiter)
{
    const uint8_t *const end = text + len;
    uint32_t want = 0, lines = 0, same = 0;

    if (!memchr(text, delimiter, len < FIRST_LOOK ? len : FIRST_LOOK))
        return false;
    for (const uint8_t *line = text, *next; line < end; line = next + 1) {
        uint32_t n;

        next = memchr(line, '\n', (size_t)(end - line));
        if (!next)
            break;
        n = line_delimiters(line, (size_t)(next - line), delimiter);
        lines++;
        if (lines == 2)
            want = n; /* the first row of values: the header may be another thing */
        if (lines == 2 && (n == 0 || n == UINT32_MAX))
            return false;
        same += lines > 1 && n == want;
    }
    return lines >= LINES_MIN && want > 0 && want != UINT32_MAX && same * 10 >= (lines - 1) * 9;
}

uint8_t dlp_regular_delimiter(const uint8_t *text, size_t len)
{
    static const uint8_t delimiters[] = { ',', ';', '\t', '|' };

    for (size_t i = 0; i < sizeof(delimiters); i++)
        if (delimiter_is_regular(text, len, delimiters[i]))
            return delimiters[i];
    return 0;
}
