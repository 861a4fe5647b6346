/* score/table.h - CSV headers and SQL column lists as running state (decisions D4, D5).
 *
 * The state moves forward through the part with dlp_table_advance(); how the bytes are cut into
 * calls changes nothing. A column's name is matched against the keys and words of all rules and
 * kept as slots of the word index, not as text (names beyond 128 bytes are unknown). */
#ifndef SCORE_TABLE_H
#define SCORE_TABLE_H

#include "model/table.h"
#include "model/window.h"
#include "model/words.h"

void dlp_table_init(struct dlp_table *table);

/** Before the first byte: the text is a piece out of another one, and its first line names no columns. */
void dlp_table_piece(struct dlp_table *table);

/** Before the first byte: a sample has shown that the text is rows with that delimiter. */
void dlp_table_force(struct dlp_table *table, uint8_t delimiter);

/** Digest bytes [table->position, to) of the part; the window holds them and at least
 *  DLP_CONTEXT_BEFORE bytes before (or the part's start). Always the same words for one table.
 *  Nothing happens when to <= table->position. */
void dlp_table_advance(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                       const struct dlp_word_index *words);

/** Does the name of the column in which table->position stands speak for that rule?
 *  @return the longest of its phrases that does, or NULL */
const struct dlp_word_use *dlp_table_supports(const struct dlp_table *table,
                                              const struct dlp_word_index *words,
                                              uint32_t rule_index);

/** Is table->position in plain text, and in no statement that may be one of a table? */
bool dlp_table_is_between(const struct dlp_table *table);

/** Is table->position in rows of CSV, and not within quotes? */
bool dlp_table_is_plain(const struct dlp_table *table);

/** Is table->position inside a row of values? Then *record is where the row began: names in the
 *  header, the column list and other rows say nothing about this one. */
bool dlp_table_record(const struct dlp_table *table, uint64_t *record);
#endif
