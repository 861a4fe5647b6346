/* score/cell.h - the cells of columns whose names want them: a password in a column "password" has no
 * form of its own that a lane could see. */
#ifndef SCORE_CELL_H
#define SCORE_CELL_H

#include "score/table.h"

#define DLP_CELL_MAX 256u /* bytes: longer ones are no values */

struct dlp_cell {
    uint64_t start, end; /* without blanks and quotes around it */
};

/** Move the table on to the end of the next such cell that ends before `to`, or, when that is the end of
 *  the text, at it.
 *  @param from  ends before this offset were told already, at first 0
 *  @return false when there is none: the table has passed `to` bytes */
bool dlp_cell_next(struct dlp_cell *cell, struct dlp_table *table, const struct dlp_window *window,
                   uint64_t from, uint64_t to, bool last, const struct dlp_word_index *words);

/** The next of the rules that want the cells of the column in which table->position stands.
 *  @param at  where the search is; at first 0
 *  @return UINT32_MAX when there is no more */
uint32_t dlp_cell_rule(uint32_t *at, const struct dlp_table *table,
                       const struct dlp_word_index *words);
#endif
