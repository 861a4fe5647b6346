/* dlpscan/inventory/row_chunk.h - rows of any source, scanned some thousands at a time as one table.
 *
 * They are written as the text that the library knows best, comma-separated with the columns' names on
 * top, so that a header, the words beside a value and the column as a whole speak for it as in a file. */
#ifndef DLPSCAN_ROW_CHUNK_H
#define DLPSCAN_ROW_CHUNK_H

#include "buffer.h"
#include "inventory/holdings.h"
#include "spill.h"

struct chunk_cell {
    size_t column, at, len; /* bytes of cells */
};

struct chunk_place {
    size_t at; /* where its text begins */
    size_t row, column;
};

struct chunk_found { /* an identifier */
    size_t row;
    struct person_id id; /* token 0: personal data that does not identify */
};

struct row_chunk {
    dlp_scanner *scanner;
    struct holdings *holdings;
    struct spill *later; /* where the rows of persons wait; NULL: they are counted at once */
    struct holding_table *table; /* NULL: none yet */
    struct buffer cells, text;
    struct chunk_cell *cell; /* of all rows, one after the other */
    size_t cells_len, cells_cap;
    size_t *row_end; /* index into cell */
    size_t rows, rows_cap;
    struct chunk_place *place;
    size_t places, places_cap;
    struct chunk_found *found;
    size_t found_len, found_cap;
    dlp_status failed; /* DLP_OK, or why the scanner gave up */
};

void chunk_init(struct row_chunk *chunk, dlp_scanner *scanner, struct holdings *holdings);
void chunk_free(struct row_chunk *chunk);

/** Rows of this table come now; NULL: cells are dropped. */
void chunk_table(struct row_chunk *chunk, struct holding_table *table);

/** A column of the table by its name, made when it is new. */
size_t chunk_column(struct row_chunk *chunk, const char *name, size_t len);

/** A cell of the row; its column is one of the table, SIZE_MAX is dropped. Several of one column are one cell. */
void chunk_cell(struct row_chunk *chunk, size_t column, const char *data, size_t len);

/** The row is whole. */
void chunk_row(struct row_chunk *chunk);

/** Scan what is left. */
void chunk_end(struct row_chunk *chunk);

/** Count the rows that waited. False when they could not be kept. */
bool chunk_rows_later(struct holdings *holdings, struct spill *rows);

/** Does a text hold a value? Then it is no name of a column. */
bool chunk_finds(struct row_chunk *chunk, const char *text, size_t len);

/** A name fit to be printed: values in it are blotted out. Free with mem_free(). */
char *chunk_safe_name(struct row_chunk *chunk, const char *text, size_t len);

#endif
