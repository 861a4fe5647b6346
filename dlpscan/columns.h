/* dlpscan/columns.h - cells of a table for people. */
#ifndef DLPSCAN_COLUMNS_H
#define DLPSCAN_COLUMNS_H

#include "buffer.h"

/** Add text, blanks up to width terminal cells, and two more blanks. */
void column_text(struct buffer *out, const char *text, size_t width);

#endif
