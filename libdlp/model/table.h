/* model/table.h - running state of tabular text: which phrases each column's name holds.
 * CSV/TSV with a header line, SQL "INSERT INTO t (a, b) VALUES (..)" and "COPY t (a, b) FROM stdin;".
 * Decisions D4, D5. */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#define DLP_TABLE_COLUMNS 256       /* columns behind these are unknown */
#define DLP_TABLE_PHRASES 440       /* of all columns; names read when they are used up: unknown */
#define DLP_TABLE_COLUMN_PHRASES 8  /* of one column */
#define DLP_TABLE_NAME_MAX 128      /* bytes of a column's name */
#define DLP_TABLE_HEADER_MAX 65536u /* bytes of a header or a column list */

enum dlp_table_mode {
    DLP_TABLE_UNDECIDED, /* in the first record */
    DLP_TABLE_NONE,      /* plain text; SQL statements are still looked for */
    DLP_TABLE_CSV,
    DLP_TABLE_SQL, /* behind VALUES */
    DLP_TABLE_COPY /* in the rows behind COPY .. FROM stdin; */
};

/** Everything that score/ must remember of the bytes it has passed; part of a session. It advances
 *  byte by byte through score/table.c, so that cutting the text anywhere changes nothing: two
 *  tables that have passed the same bytes are equal by memcmp. No scanned text is kept. */
struct dlp_table {
    uint64_t position; /* bytes [0, position) of the part are digested */
    uint64_t mark;     /* where the name, word or statement that is being read began */
    uint64_t record;   /* where the current record (row, tuple) began */
    uint32_t column;   /* of the byte at position, 0-based */
    uint32_t columns;  /* named by the header or list, at most DLP_TABLE_COLUMNS */
    uint32_t depth;    /* SQL: open brackets */
    uint32_t values;   /* header: fields that look like data */
    uint32_t named;    /* header: fields that name a column of some rule */
    uint8_t mode;      /* enum dlp_table_mode */
    uint8_t delimiter; /* ',' ';' '\t' '|', or 0 as long as none was seen */
    uint8_t quote;     /* SQL: the quote that is open */
    uint8_t state;     /* score/table_state.h */
    uint8_t copy;      /* SQL: the statement is COPY */
    uint8_t
        regular; /* a sample of the text showed rows of one length: CSV, whatever the header is */
    uint8_t celled;   /* a column so far was in `cells`: a cell may be a value */
    uint8_t spare[5]; /* zero: no padding, so that memcmp is exact */
    uint64_t cells[DLP_TABLE_COLUMNS / 64]; /* columns whose names end with a DLP_WORD_CELL */
    uint16_t first[DLP_TABLE_COLUMNS + 1];  /* column i has phrases[first[i], first[i + 1]) */
    uint16_t spare2;
    uint32_t phrases[DLP_TABLE_PHRASES]; /* slots of the word index */
};
_Static_assert(sizeof(struct dlp_table) <= 2560, "a session's memory is bounded");
#endif
