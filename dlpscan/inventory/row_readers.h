/* dlpscan/inventory/row_readers.h - texts -> rows: one reader a form of text. */
#ifndef DLPSCAN_ROW_READERS_H
#define DLPSCAN_ROW_READERS_H

#include "inventory/row_target.h"

#include <stdio.h>

/** The comma, semicolon, tab or bar that parts the cells of a text, or 0 when there is none.
 *  @param head  its first bytes */
char csv_delimiter(const char *head, size_t len);

/** Lines of cells. @param named  the first row holds names; else it does when it looks so.
 *  All readers: @return NULL, or the reason why the rest was not read. */
const char *csv_rows(FILE *file, struct row_target *target, char delimiter, bool named);

/** JSON objects, one after the other or in an array. */
const char *json_rows(FILE *file, struct row_target *target);

/** INSERT and COPY of a dump. */
const char *sql_rows(FILE *file, struct row_target *target);

/** Does it begin as a dump does? */
bool sql_begins(const char *head, size_t len);

#endif
