/* score/column_stats.h - how many values of a column pass a rule's checks -> what the column is.
 *
 * The rules in question have a check that random numbers pass at most one time in eight. Where at
 * least 16 values have a rule's shape: 95 % passing settle the column's type, 10 % or fewer settle
 * that it has none, and in between nothing is settled (decision D4). */
#ifndef SCORE_COLUMN_STATS_H
#define SCORE_COLUMN_STATS_H

#include "model/table.h"
#include "model/verdict.h"
#include "model/window.h"

#include <stdbool.h>

struct dlp_column_stat {
    uint32_t rule;
    uint16_t column;
    uint16_t tries, passes;
};
struct dlp_column_stats {
    struct dlp_column_stat at[2 * DLP_VERDICTS_MAX];
    size_t len;
    uint16_t places[1024]; /* by column and rule: where the pair is, plus one; a power of two */
};

/** Count one value that fills a cell. Pairs of column and rule beyond the room are not counted. */
void dlp_column_stats_add(struct dlp_column_stats *stats, uint32_t column, uint32_t rule,
                          bool passed);
/** The pairs that are settled. */
void dlp_column_stats_settle(struct dlp_verdicts *out, const struct dlp_column_stats *stats);
enum dlp_verdict_kind dlp_verdict_of(const struct dlp_verdicts *verdicts, uint32_t column,
                                     uint32_t rule);

/** Do the bytes [start, end) fill a CSV cell, but for quotes? The table stands at end. */
bool dlp_fills_cell(const struct dlp_table *table, const struct dlp_window *window, uint64_t start,
                    uint64_t end);

/** Is text[0, len) rows of one length? Only whole lines are looked at, at least 17 of them, of which
 *  nine in ten must have the same number of delimiters.
 *  @return the delimiter (, ; tab |), or 0 */
uint8_t dlp_regular_delimiter(const uint8_t *text, size_t len);
#endif
