/* dlpscan/inventory/row_readers.h - texts -> rows: one reader a form of text. */
#ifndef DLPSCAN_ROW_READERS_H
#define DLPSCAN_ROW_READERS_H

#include "inventory/row_chunk.h"

#include <stdio.h>

#define CELL_MAX ((size_t)1 << 20) /* bytes of a cell; the rest of it is left out */

/** Where a reader's tables go. */
struct row_target {
    struct row_chunk *chunk;
    const char *file;  /* fit to be printed */
    const char *table; /* of a sheet, fit to be printed; "" */
    bool cut;          /* a cell was longer than CELL_MAX */
};

/** A table of that name, or the one that was made for it; rows go there from now on. */
void target_table(struct row_target *target, const char *name);

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
