/* score/table_text.c - plain text in which an SQL statement with a column list may begin.
 *
 * Statements are looked for at line starts only, where dumps have them; everything else is
 * skipped by score/table_words.c. Words that were passed are read again from the window,
 * which reaches far enough back (HEAD_MAX), so no text is kept. */

#include "score/table_state.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#define HEAD_MAX 256u /* bytes from INSERT or COPY to the list */
#define TAIL_MAX 128u /* bytes from the list to VALUES or to the semicolon */

static_assert(HEAD_MAX < DLP_CONTEXT_BEFORE, "the window holds the whole head");

static bool is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(uint8_t c)
{
    return (c | 0x20u) >= 'a' && (c | 0x20u) <= 'z';
}

static bool word_is(const uint8_t *text, size_t len, const char *word)
{
    return len == strlen(word) && strncasecmp((const char *)text, word, len) == 0;
}

/* Does text[0, len) hold the word, in any case, with no letter beside it? */
static bool has_word(const uint8_t *text, size_t len, const char *word)
{
    const size_t n = strlen(word);

    for (size_t i = 0; i + n <= len; i++) {
        if (strncasecmp((const char *)text + i, word, n) == 0 && (i == 0 || !is_letter(text[i - 1]))
            && (i + n == len || !is_letter(text[i + n])))
            return true;
    }
    return false;
}

static size_t word_length(const uint8_t *text, size_t len)
{
    size_t n = 0;

    while (n < len && is_letter(text[n]))
        n++;
    return n;
}

bool dlp_table_is_statement(const uint8_t *text, size_t len)
{
    const size_t n = word_length(text, len);

    return (n == len || is_space(text[n]))
        && (word_is(text, n, "insert") || word_is(text, n, "replace") || word_is(text, n, "copy"));
}

bool dlp_table_is_head(const uint8_t *text, size_t len)
{
    const size_t n = word_length(text, len);

    if (n == len || !dlp_table_is_statement(text, len) || has_word(text, len, "values"))
        return false;
    return word_is(text, n, "copy") || has_word(text, len, "into")
        || memchr(text, '[', len) != NULL; /* SQL Server leaves INTO out */
}

/* The statement that may begin with that letter, or NULL. */
static const char *statement_word(uint8_t c)
{
    switch (c | 0x20u) {
    case 'i':
        return "insert";
    case 'c':
        return "copy";
    case 'r':
        return "replace";
    default:
        return NULL;
    }
}

/* How many bytes at text[at] are a statement's word, or begin one that text[0, len) cuts off; else 0. */
static size_t statement_at(const uint8_t *text, size_t at, size_t len)
{
    const char *const word = statement_word(text[at]);
    size_t n = 0;

    while (word && word[n] != 0 && at + n < len && (text[at + n] | 0x20u) == (uint8_t)word[n])
        n++;
    return word && (word[n] == 0 || at + n == len) ? n : 0;
}

/* Is there only white space between text[at] and the line's start? text[0] is at one if at_start. */
static bool begins_line(const uint8_t *text, size_t at, bool at_start)
{
    for (; at > 0 && is_space(text[at - 1]); at--) {
        if (text[at - 1] == '\n')
            return true;
    }
    return at == 0 && at_start;
}

/* Between lines and at their start. */
static void skip_lines(struct dlp_table *table, const struct dlp_window *window, uint64_t to)
{
    const uint8_t *const text = dlp_window_at(window, table->position);
    const size_t len = (size_t)(to - table->position);
    const bool at_start = table->state == TABLE_LINE;

    for (size_t at = dlp_table_word_find(text, 0, len); at < len;
         at = dlp_table_word_find(text, at + 1, len)) {
        const size_t n = statement_at(text, at, len);

        if (n > 0 && begins_line(text, at, at_start)) {
            table->mark = table->position + at;
            table->position += at + n;
            table->state = TABLE_WORD;
            return;
        }
    }
    table->position = to;
    table->state = begins_line(text, len, at_start) ? TABLE_LINE : TABLE_REST;
}

/* The bytes since mark begin the word of a statement. */
static void word_byte(struct dlp_table *table, const struct dlp_window *window, uint8_t c)
{
    const size_t len = (size_t)(table->position - table->mark);
    const char *const word = statement_word(*dlp_window_at(window, table->mark));

    if (word[len] == 0 && is_space(c))
        table->state = TABLE_HEAD;
    else if (word[len] != 0 && (c | 0x20u) == (uint8_t)word[len])
        table->position++;
    else
        dlp_table_to_text(table, TABLE_REST);
}

static void head_byte(struct dlp_table *table, const struct dlp_window *window, uint8_t c)
{
    const uint8_t *const text = dlp_window_at(window, table->mark);
    const size_t len = (size_t)(table->position - table->mark);

    if (len > HEAD_MAX || c == ';' || (c == '(' && !dlp_table_is_head(text, len))) {
        dlp_table_to_text(table, TABLE_REST);
        return;
    }
    table->position++;
    if (c == '(') {
        dlp_table_forget(table);
        table->copy = (text[0] | 0x20u) == 'c';
        table->state = TABLE_LIST;
        table->mark = table->position;
        table->record = table->position; /* of the list, for its limit */
    }
}

static void list_byte(struct dlp_table *table, const struct dlp_window *window, uint8_t c,
                      const struct dlp_word_index *words)
{
    const size_t len = (size_t)(table->position - table->mark);

    if (c == '(' || c == ';' || table->position - table->record > DLP_TABLE_HEADER_MAX) {
        dlp_table_to_text(table, TABLE_REST);
        return;
    }
    if (c == ',' || c == ')') {
        const bool known = len <= DLP_TABLE_NAME_MAX; /* else it may be out of the window */

        dlp_table_name(table, known ? dlp_window_at(window, table->mark) : NULL, known ? len : 0,
                       words);
        table->mark = table->position + 1;
        if (c == ')')
            table->state = TABLE_TAIL;
    }
    table->position++;
}

/* Behind the list: VALUES, or FROM stdin; (text format: with a tab between columns). */
static void tail_byte(struct dlp_table *table, const struct dlp_window *window, uint8_t c)
{
    const uint8_t *const text = dlp_window_at(window, table->mark);
    const size_t len = (size_t)(table->position - table->mark);

    if (len == 0 && is_space(c)) {
        table->mark++;
        table->position++;
    } else if (len > TAIL_MAX) {
        dlp_table_to_text(table, TABLE_REST);
    } else if (table->copy ? c != ';' : is_letter(c)) {
        table->position++;
    } else if (!table->copy && (word_is(text, len, "values") || word_is(text, len, "value"))) {
        table->mode = DLP_TABLE_SQL;
        table->state = TABLE_TUPLES;
    } else if (table->copy && has_word(text, len, "from") && has_word(text, len, "stdin")
               && !has_word(text, len, "csv") && !has_word(text, len, "binary")) {
        table->mode = DLP_TABLE_COPY;
        table->state = TABLE_COPY_LINE;
    } else {
        dlp_table_to_text(table, TABLE_REST);
    }
}

void dlp_table_text_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                        const struct dlp_word_index *words)
{
    while (table->position < to && table->mode == DLP_TABLE_NONE) {
        const uint8_t c = *dlp_window_at(window, table->position);

        switch (table->state) {
        case TABLE_WORD:
            word_byte(table, window, c);
            break;
        case TABLE_HEAD:
            head_byte(table, window, c);
            break;
        case TABLE_LIST:
            list_byte(table, window, c, words);
            break;
        case TABLE_TAIL:
            tail_byte(table, window, c);
            break;
        default:
            skip_lines(table, window, to);
            break;
        }
    }
}
