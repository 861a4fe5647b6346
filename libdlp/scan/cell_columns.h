/* scan/cell_columns.h - in which column of a table does a group of digits end? Inside scan/. */
#ifndef SCAN_CELL_COLUMNS_H
#define SCAN_CELL_COLUMNS_H

#include "scan/lane.h"

/** Begin to count columns, if they are known, from `first` on. */
void dlp_cells_begin(struct dlp_lane *lane, uint64_t first);
/** The current word is another one: lane->base. A quote ends all knowledge of the block's cells. */
void dlp_cells_word(struct dlp_lane *lane);
/** The column of a cell that ends before that bit of the current word, counted from 1; 0: no cell does, its
 *  column is not known, or too far to the right. */
uint8_t dlp_cell_column(const struct dlp_lane *lane, unsigned bit);
#endif
