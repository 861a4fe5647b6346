/* score/table_state.h - the states of struct dlp_table, and what table*.c share. Inside score/. */
#ifndef SCORE_TABLE_STATE_H
#define SCORE_TABLE_STATE_H

#include "base/bitmap.h"
#include "score/table.h"

#include <stddef.h>

enum table_state {
    /* CSV, and the first record of an undecided text */
    TABLE_FRESH, /* in a field, only blanks so far: a quote opens */
    TABLE_PLAIN, /* in a field without quotes, or behind its quotes */
    TABLE_QUOTED,
    TABLE_QUOTE_SEEN, /* a quote within quotes: the end, or the first of two */
    /* plain text, until an SQL statement with a column list is complete */
    TABLE_LINE, /* at a line's start, only white space so far */
    TABLE_WORD, /* in the line's first word, which may be INSERT, REPLACE or COPY */
    TABLE_REST, /* until the line ends */
    TABLE_HEAD, /* behind that word, before the list */
    TABLE_LIST, /* in the column list */
    TABLE_TAIL, /* behind it: VALUES, or FROM stdin; */
    /* SQL */
    TABLE_TUPLES,      /* between tuples */
    TABLE_TUPLES_LINE, /* the same, at a line's start */
    TABLE_TUPLE,
    TABLE_STRING,
    TABLE_ESCAPE, /* behind a backslash in a string */
    /* COPY */
    TABLE_COPY_LINE, /* until the line of the statement ends */
    TABLE_ROW_START,
    TABLE_ROW_ESCAPE, /* behind a backslash at a row's start: "\." ends the rows */
    TABLE_ROW
};

/** From now on plain text, in that state. */
void dlp_table_to_text(struct dlp_table *table, enum table_state state);
/** Forget the columns' names. */
void dlp_table_forget(struct dlp_table *table);
/** The next column is named text[0, len). @return true when that says something to some rule */
bool dlp_table_name(struct dlp_table *table, const uint8_t *text, size_t len,
                    const struct dlp_word_index *words);

/** Digest as dlp_table_advance(), but no further than to the next change of mode. to > position. */
void dlp_table_step(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                    const struct dlp_word_index *words);
/** The same in rows of CSV, but no further than to the next delimiter or line end behind a cell that
 *  dlp_table_wants_cell(). @return false when there is none before `to`, where position is then */
bool dlp_table_cell(struct dlp_table *table, const struct dlp_window *window, uint64_t to);
/** Is the column in which table->position stands one of table->cells? */
static inline bool dlp_table_wants_cell(const struct dlp_table *table)
{
    return table->column < table->columns && dlp_bit_has(table->cells, table->column);
}
/** Each digests some of [table->position, to), at least one byte or one change of state. */
void dlp_table_header_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                          const struct dlp_word_index *words);
void dlp_table_text_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                        const struct dlp_word_index *words);
void dlp_table_rows_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to);

/** The first place from `at` on in text[0, len) at which INSERT, REPLACE or COPY may begin, or len. There
 *  may be more such places than statements, but none is left out; one may be cut off at len. */
size_t dlp_table_word_find(const uint8_t *text, size_t at, size_t len);
/** The ways of finding that this processor has, the quickest first; NULL beyond the last. */
typedef size_t (*dlp_table_word_fn)(const uint8_t *text, size_t at, size_t len);
dlp_table_word_fn dlp_table_word_nth(size_t i);

/** Does text[0, len), which ends before a bracket, open a column list of INSERT, REPLACE or COPY? */
bool dlp_table_is_head(const uint8_t *text, size_t len);
/** Does text[0, len) begin with one of those words and white space? */
bool dlp_table_is_statement(const uint8_t *text, size_t len);
#endif
