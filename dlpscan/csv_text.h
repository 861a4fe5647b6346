/* dlpscan/csv_text.h - a cell of a table for spreadsheets, RFC 4180. */
#ifndef DLPSCAN_CSV_TEXT_H
#define DLPSCAN_CSV_TEXT_H

#include "buffer.h"

/** Add a cell, behind a comma unless it is the row's first. */
void csv_cell(struct buffer *row, const char *text);

#endif
