/* score/table_rows.c - the rows of an SQL statement: tuples behind VALUES, lines behind COPY.
 *
 * In strings '' and a backslash both escape. A statement ends with its semicolon, or, as SQL
 * Server's do, with a line that begins with a letter. */

#include "score/table_state.h"

#include <string.h>
#ifdef __SSE2__
#  include <emmintrin.h>
#endif

static bool is_letter(uint8_t c)
{
    return (c | 0x20u) >= 'a' && (c | 0x20u) <= 'z';
}

/* Between tuples. */
static void tuples_byte(struct dlp_table *table, uint8_t c)
{
    if (is_letter(c)) { /* ON CONFLICT, GO, or the next INSERT: not digested here */
        dlp_table_to_text(table, table->state == TABLE_TUPLES_LINE ? TABLE_LINE : TABLE_REST);
        return;
    }
    table->position++;
    if (c == '(') {
        table->state = TABLE_TUPLE;
        table->depth = 1;
        table->column = 0;
        table->record = table->position;
    } else if (c == ';') {
        dlp_table_to_text(table, TABLE_REST);
    } else if (c == '\n') {
        table->state = TABLE_TUPLES_LINE;
    } else if (c != ' ' && c != '\t' && c != '\r') {
        table->state = TABLE_TUPLES;
    }
}

/* Where tuple_run() is in its piece of text. */
struct tuple_cursor {
    size_t escaped; /* the byte behind a backslash in a string, or SIZE_MAX */
    uint32_t column, depth;
    uint8_t quote;
};

/* A byte that may mean something. The second quote of '' opens a new string in the same column,
 * which does no harm. */
static inline void tuple_event(struct tuple_cursor *t, uint8_t c, size_t at)
{
    if (t->quote) {
        if (at == t->escaped)
            return;
        if (c == '\\')
            t->escaped = at + 1;
        else if (c == t->quote)
            t->quote = 0;
        return;
    }
    switch (c) {
    case '\'':
    case '"':
        t->quote = c;
        break;
    case ',':
        t->column += t->depth == 1;
        break;
    case '(':
        t->depth++;
        break;
    case ')':
        t->depth--;
        break;
    default:
        break;
    }
}

#ifdef __SSE2__
/* Bit i: text[i] may mean something in a tuple. */
static inline unsigned tuple_marks(const uint8_t *text)
{
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)text);
    const __m128i quotes = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\'')),
                                        _mm_cmpeq_epi8(block, _mm_set1_epi8('"')));
    const __m128i brackets = /* '(' is 0x28, ')' is 0x29 */
        _mm_cmpeq_epi8(_mm_or_si128(block, _mm_set1_epi8(1)), _mm_set1_epi8(')'));
    const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(',')),
                                        _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));

    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, brackets), others));
}
#endif

/* In a tuple and its strings, up to its end. @return where it stopped */
static size_t tuple_run(struct dlp_table *table, const uint8_t *text, size_t len)
{
    struct tuple_cursor t = {
        .escaped = table->state == TABLE_ESCAPE ? 0 : SIZE_MAX,
        .column = table->column,
        .depth = table->depth,
        .quote = table->quote,
    };
    size_t at = 0;

#ifdef __SSE2__
    for (; at + 16 <= len && t.depth > 0; at += 16) {
        for (unsigned bits = tuple_marks(text + at); bits != 0; bits &= bits - 1) {
            const size_t found = at + (size_t)__builtin_ctz(bits);

            tuple_event(&t, text[found], found);
            if (t.depth == 0) {
                at = found + 1 - 16;
                break;
            }
        }
    }
#endif
    for (; at < len && t.depth > 0; at++)
        tuple_event(&t, text[at], at);
    table->column = t.column;
    table->depth = t.depth;
    table->quote = t.quote;
    if (t.depth == 0)
        table->state = TABLE_TUPLES;
    else if (t.quote == 0)
        table->state = TABLE_TUPLE;
    else
        table->state = t.escaped == at ? TABLE_ESCAPE : TABLE_STRING;
    return at;
}

static void copy_line_end(struct dlp_table *table, uint64_t next)
{
    table->state = TABLE_ROW_START;
    table->column = 0;
    table->record = next;
}

static size_t row_run(struct dlp_table *table, const uint8_t *text, size_t at, size_t len)
{
    while (at < len) {
        const uint8_t c = text[at++];

        if (c == '\t') {
            table->column++;
        } else if (c == '\n') {
            copy_line_end(table, table->position + at);
            return at;
        }
    }
    return at;
}

/* The rest of the line of the COPY statement. */
static size_t copy_line_run(struct dlp_table *table, const uint8_t *text, size_t len)
{
    const uint8_t *const line_feed = memchr(text, '\n', len);
    const size_t at = line_feed ? (size_t)(line_feed - text) + 1 : len;

    if (line_feed)
        copy_line_end(table, table->position + at);
    return at;
}

void dlp_table_rows_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to)
{
    while (table->position < to && table->mode != DLP_TABLE_NONE) {
        const uint8_t *const text = dlp_window_at(window, table->position);
        const size_t len = (size_t)(to - table->position);

        switch (table->state) {
        case TABLE_TUPLE:
        case TABLE_STRING:
        case TABLE_ESCAPE:
            table->position += tuple_run(table, text, len);
            break;
        case TABLE_COPY_LINE:
            table->position += copy_line_run(table, text, len);
            break;
        case TABLE_ROW_START:
            if (text[0] == '\\')
                table->position++;
            table->state = text[0] == '\\' ? TABLE_ROW_ESCAPE : TABLE_ROW;
            break;
        case TABLE_ROW_ESCAPE:
            if (text[0] == '.')
                dlp_table_to_text(table, TABLE_REST);
            else
                table->state = TABLE_ROW;
            break;
        case TABLE_ROW:
            table->position += row_run(table, text, 0, len);
            break;
        default:
            tuples_byte(table, text[0]);
            break;
        }
    }
}
