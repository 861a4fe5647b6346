/* score/table_header.c - is the first record of a text the header of a CSV file?
 *
 * The first of , ; tab and | outside quotes is the delimiter. It is a header when it has at least
 * two fields, each short and in few words, one of them names a column of some rule, and fewer than
 * half look like data (only digits, five digits, or an '@'). Characters of code and markup, or an
 * SQL statement, end the matter at once, so that other texts pay for a line at the most. */

#include "score/table_state.h"

#include <string.h>

#define FIELD_WORDS_MAX 8u  /* words separated by blanks */
#define SPACED_WORDS_MAX 3u /* behind ", ": that is how prose looks, too */
#define DATA_DIGITS 5u

static bool is_delimiter(uint8_t c)
{
    return c == ',' || c == ';' || c == '\t' || c == '|';
}

/* What stands in other texts, and in no table's head. */
static bool is_foreign(uint8_t c)
{
    return c == '{' || c == '}' || c == '<' || c == '>' || c == '=' || c == '\0';
}

/* What one field of the record looks like. */
struct field {
    unsigned words;
    bool spaced; /* starts with a blank */
    bool data;
};

static struct field field_look(const uint8_t *text, size_t len)
{
    struct field field = { 0, len > 0 && text[0] == ' ', false };
    unsigned digits = 0, others = 0;
    bool in_word = false;

    for (size_t i = 0; i < len; i++) {
        const uint8_t c = text[i];
        const bool blank = c == ' ' || c == '"';

        if (!blank && !in_word)
            field.words++;
        in_word = !blank;
        if (c >= '0' && c <= '9')
            digits++;
        else if (!blank && c != '.' && c != '-' && c != '+' && c != ':' && c != '/')
            others++;
        if (c == '@')
            field.data = true;
    }
    if (digits > 0 && (others == 0 || digits >= DATA_DIGITS))
        field.data = true;
    return field;
}

/* The field [mark, position) has ended. @return false when this is no header */
static bool field_end(struct dlp_table *table, const struct dlp_window *window,
                      const struct dlp_word_index *words)
{
    const uint8_t *const text = dlp_window_at(window, table->mark);
    const size_t len = (size_t)(table->position - table->mark);
    const struct field field = field_look(text, len);
    const bool prose = field.spaced && (table->delimiter == ',' || table->delimiter == ';');

    if (field.words > (prose ? SPACED_WORDS_MAX : FIELD_WORDS_MAX))
        return false;
    table->values += field.data;
    table->named += dlp_table_name(table, text, field.data ? 0 : len, words);
    table->column++;
    table->mark = table->position + 1;
    return true;
}

static void decide(struct dlp_table *table)
{
    const uint32_t fields = table->column;
    const bool header = fields >= 2 && table->named > 0 && table->values * 2 < fields;

    if (!header)
        dlp_table_forget(table);
    if (!header && !table->regular) {
        dlp_table_to_text(table, TABLE_LINE);
    } else {
        table->mode = DLP_TABLE_CSV;
        table->state = TABLE_FRESH;
        table->column = 0;
    }
    table->record = table->position + 1;
}

/* No header: go on with the byte at position, in regular rows or as plain text. */
static void give_up(struct dlp_table *table)
{
    dlp_table_forget(table);
    if (table->regular)
        table->mode = DLP_TABLE_CSV; /* in the same field and state */
    else
        dlp_table_to_text(table, TABLE_REST);
}

/* The record's end, at position. */
static void line_end(struct dlp_table *table, const struct dlp_window *window,
                     const struct dlp_word_index *words)
{
    const uint8_t *const text = dlp_window_at(window, table->mark);
    const size_t len = (size_t)(table->position - table->mark);

    if (table->delimiter == 0 && table->state == TABLE_FRESH) {
        table->mark = table->position + 1; /* an empty line before the first record */
    } else if (table->delimiter == 0 && dlp_table_is_statement(text, len)) {
        dlp_table_to_text(table, TABLE_HEAD); /* "INSERT INTO t", and the list on the next line */
    } else if (table->delimiter == 0) {
        dlp_table_to_text(table, TABLE_LINE);
    } else if (field_end(table, window, words)) {
        decide(table);
    } else {
        give_up(table);
        return;
    }
    table->position++;
}

/* A byte outside quotes. */
static void plain_byte(struct dlp_table *table, const struct dlp_window *window, uint8_t c,
                       const struct dlp_word_index *words)
{
    if (c == '\n' || c == '\r') {
        line_end(table, window, words);
        return;
    }
    if (table->delimiter == 0 && is_delimiter(c))
        table->delimiter = c;
    if (c == table->delimiter) {
        if (field_end(table, window, words)) {
            table->state = TABLE_FRESH;
            table->position++;
        } else {
            give_up(table);
        }
        return;
    }
    if (is_foreign(c)) {
        give_up(table);
        return;
    }
    if (c == '(' && table->delimiter == 0
        && dlp_table_is_head(dlp_window_at(window, table->mark),
                             (size_t)(table->position - table->mark))) {
        dlp_table_to_text(table, TABLE_HEAD); /* which goes on with the bracket */
        return;
    }
    if (c == '"' && table->state == TABLE_FRESH)
        table->state = TABLE_QUOTED;
    else if (c != ' ' && !(table->position < 3 && (uint8_t) "\xef\xbb\xbf"[table->position] == c))
        table->state = TABLE_PLAIN;
    table->position++;
}

void dlp_table_header_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                          const struct dlp_word_index *words)
{
    while (table->position < to && table->mode == DLP_TABLE_UNDECIDED) {
        const uint8_t c = *dlp_window_at(window, table->position);

        if (table->position - table->mark > DLP_TABLE_NAME_MAX
            || table->position >= DLP_TABLE_HEADER_MAX) {
            give_up(table);
        } else if (table->state == TABLE_QUOTED) {
            if (c == '"')
                table->state = TABLE_QUOTE_SEEN;
            table->position++;
        } else if (table->state == TABLE_QUOTE_SEEN && c == '"') {
            table->state = TABLE_QUOTED;
            table->position++;
        } else {
            if (table->state == TABLE_QUOTE_SEEN)
                table->state = TABLE_PLAIN;
            plain_byte(table, window, c, words);
        }
    }
}
