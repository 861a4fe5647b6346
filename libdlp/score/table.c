/* score/table.c - which column of a CSV file or an SQL statement a byte stands in.
 *
 * A state machine over bytes. Where nothing can happen it skips: in CSV rows to the next delimiter,
 * quote or line end (16 bytes a step with SSE2), in plain text with memchr. */

#include "score/table.h"

#include "base/token.h"
#include "score/context.h"
#include "score/table_state.h"

#include <string.h>
#ifdef __SSE2__
#  include <emmintrin.h>
#endif

#define NOWHERE SIZE_MAX

static bool is_blank(const uint8_t *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text[i] != ' ')
            return false;
    }
    return true;
}

void dlp_table_to_text(struct dlp_table *table, enum table_state state)
{
    table->mode = DLP_TABLE_NONE;
    table->state = (uint8_t)state;
    if (state != TABLE_HEAD)
        table->mark = 0; /* what was read says nothing more: equal by memcmp */
}

void dlp_table_forget(struct dlp_table *table)
{
    if (table->columns > 0) {
        memset(table->first, 0, sizeof(table->first));
        memset(table->phrases, 0, sizeof(table->phrases));
        memset(table->cells, 0, sizeof(table->cells));
    }
    table->columns = 0;
    table->column = 0;
    table->values = 0;
    table->named = 0;
}

/* The roles in which the phrase can name a column. */
static unsigned slot_roles(const struct dlp_word_index *words, const struct dlp_word_slot *slot)
{
    unsigned roles = 0;

    for (uint32_t i = 0; i < slot->len; i++)
        roles |= words->uses[slot->first + i].role;
    return roles & (DLP_WORD_CONTEXT | DLP_WORD_KEY | DLP_WORD_CELL);
}

/* The next column's name ends with a key of a rule that wants whole cells. */
static void column_wants_cells(struct dlp_table *table)
{
    dlp_bit_add(table->cells, table->columns);
    table->celled = 1;
}

bool dlp_table_name(struct dlp_table *table, const uint8_t *text, size_t len,
                    const struct dlp_word_index *words)
{
    struct dlp_token tokens[DLP_TABLE_NAME_MAX];
    const uint16_t start = table->columns < DLP_TABLE_COLUMNS ? table->first[table->columns] : 0;
    uint16_t end = start;
    size_t n = 0;

    if (table->columns >= DLP_TABLE_COLUMNS)
        return false;
    if (words && words->uses_len > 0)
        n = dlp_tokenize(text, len, tokens, DLP_TABLE_NAME_MAX);
    for (size_t i = 0; i < n; i++) {
        uint64_t phrase = 0;

        for (size_t j = i; j < n && j - i < words->phrase_max; j++) {
            const struct dlp_word_slot *slot;
            unsigned roles;

            phrase = dlp_phrase_add(phrase, tokens[j].hash);
            slot = dlp_words_find(words, phrase);
            if (!slot)
                break;
            if (end == DLP_TABLE_PHRASES || end - start == DLP_TABLE_COLUMN_PHRASES)
                continue;
            roles = slot_roles(words, slot);
            if (roles != 0)
                table->phrases[end++] = (uint32_t)(slot - words->slots);
            if ((roles & DLP_WORD_CELL) && j + 1 == n)
                column_wants_cells(table);
        }
    }
    table->columns++;
    table->first[table->columns] = end;
    return end > start;
}

/* Where csv_run() is in its piece of text; table->state between pieces. */
struct csv_cursor {
    const uint8_t *text;
    size_t fresh;  /* since here there were only blanks in the field; NOWHERE: more than that */
    size_t closed; /* the last byte was here, and closed quotes; or NOWHERE */
    bool quoted;
};

/* A delimiter, quote or line end at text[at]. */
static inline void csv_event(struct dlp_table *table, struct csv_cursor *c, size_t at)
{
    const uint8_t byte = c->text[at];

    if (byte == '"') {
        if (c->quoted) {
            c->closed = at + 1;
            c->quoted = false;
            c->fresh = NOWHERE;
        } else { /* at a field's start, or the second of two within quotes */
            c->quoted = c->closed == at || (c->fresh != NOWHERE && is_blank(c->text, c->fresh, at));
        }
    } else if (!c->quoted) {
        c->fresh = at + 1;
        if (byte == table->delimiter) {
            table->column++;
        } else {
            table->column = 0;
            table->record = table->position + at + 1;
        }
    }
}

/* Does a cell end there that its column wants? */
static inline bool ends_cell(const struct dlp_table *table, const struct csv_cursor *c, size_t at)
{
    return !c->quoted && c->text[at] != '"' && dlp_table_wants_cell(table);
}

/* @param cells  stop at the end of a cell that its column wants
 * @return whether it did */
static inline bool csv_walk(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                            bool cells)
{
    size_t len = (size_t)(to - table->position);
    struct csv_cursor c = {
        .text = dlp_window_at(window, table->position),
        .fresh = table->state == TABLE_FRESH ? 0 : NOWHERE,
        .closed = table->state == TABLE_QUOTE_SEEN ? 0 : NOWHERE,
        .quoted = table->state == TABLE_QUOTED,
    };
    bool found = false;
    size_t at = 0;

#ifdef __SSE2__
    const __m128i delimiter = _mm_set1_epi8((char)table->delimiter);
    const __m128i line_feed = _mm_set1_epi8('\n'), carriage_return = _mm_set1_epi8('\r');
    const __m128i quote = _mm_set1_epi8('"');

    for (; at + 16 <= len && !found; at += 16) {
        const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(c.text + at));
        const __m128i ends =
            _mm_or_si128(_mm_cmpeq_epi8(block, line_feed), _mm_cmpeq_epi8(block, carriage_return));
        const __m128i marks =
            _mm_or_si128(_mm_cmpeq_epi8(block, delimiter), _mm_cmpeq_epi8(block, quote));
        unsigned bits = (unsigned)_mm_movemask_epi8(_mm_or_si128(ends, marks));

        for (; bits != 0; bits &= bits - 1) {
            const size_t mark = at + (size_t)__builtin_ctz(bits);

            found = cells && ends_cell(table, &c, mark);
            if (found) {
                len = mark;
                break;
            }
            csv_event(table, &c, mark);
        }
    }
#endif
    for (; at < len; at++) {
        const uint8_t byte = c.text[at];

        if (byte != table->delimiter && byte != '"' && byte != '\n' && byte != '\r')
            continue;
        found = cells && ends_cell(table, &c, at);
        if (found)
            len = at;
        else
            csv_event(table, &c, at);
    }
    if (c.quoted)
        table->state = TABLE_QUOTED;
    else if (c.closed == len)
        table->state = TABLE_QUOTE_SEEN;
    else if (c.fresh != NOWHERE && is_blank(c.text, c.fresh, len))
        table->state = TABLE_FRESH;
    else
        table->state = TABLE_PLAIN;
    table->position += len;
    return found;
}

static void csv_run(struct dlp_table *table, const struct dlp_window *window, uint64_t to)
{
    (void)csv_walk(table, window, to, false);
}

bool dlp_table_cell(struct dlp_table *table, const struct dlp_window *window, uint64_t to)
{
    return csv_walk(table, window, to, true);
}

void dlp_table_init(struct dlp_table *table)
{
    memset(table, 0, sizeof(*table));
    table->mode = DLP_TABLE_UNDECIDED;
    table->state = TABLE_FRESH;
}

void dlp_table_piece(struct dlp_table *table)
{
    table->mode = DLP_TABLE_NONE;
    table->state = TABLE_REST;
}

void dlp_table_force(struct dlp_table *table, uint8_t delimiter)
{
    table->regular = 1;
    table->delimiter = delimiter;
}

void dlp_table_step(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                    const struct dlp_word_index *words)
{
    switch (table->mode) {
    case DLP_TABLE_UNDECIDED:
        dlp_table_header_run(table, window, to, words);
        break;
    case DLP_TABLE_CSV:
        csv_run(table, window, to);
        break;
    case DLP_TABLE_SQL:
    case DLP_TABLE_COPY:
        dlp_table_rows_run(table, window, to);
        break;
    default:
        dlp_table_text_run(table, window, to, words);
        break;
    }
}

void dlp_table_advance(struct dlp_table *table, const struct dlp_window *window, uint64_t to,
                       const struct dlp_word_index *words)
{
    while (table->position < to)
        dlp_table_step(table, window, to, words);
}

bool dlp_table_is_between(const struct dlp_table *table)
{
    return table->mode == DLP_TABLE_NONE
        && (table->state == TABLE_LINE || table->state == TABLE_REST);
}

bool dlp_table_is_plain(const struct dlp_table *table)
{
    return table->mode == DLP_TABLE_CSV
        && (table->state == TABLE_FRESH || table->state == TABLE_PLAIN);
}

bool dlp_table_record(const struct dlp_table *table, uint64_t *record)
{
    *record = table->record;
    switch (table->mode) {
    case DLP_TABLE_CSV:
        return true;
    case DLP_TABLE_SQL:
        return table->state == TABLE_TUPLE || table->state == TABLE_STRING
            || table->state == TABLE_ESCAPE;
    case DLP_TABLE_COPY:
        return table->state != TABLE_COPY_LINE;
    default:
        return false;
    }
}

const struct dlp_word_use *dlp_table_supports(const struct dlp_table *table,
                                              const struct dlp_word_index *words,
                                              uint32_t rule_index)
{
    const struct dlp_word_use *best = NULL;
    uint64_t record;

    if (table->column >= table->columns || !dlp_table_record(table, &record))
        return NULL;
    for (uint16_t i = table->first[table->column]; i < table->first[table->column + 1]; i++) {
        const struct dlp_word_use *const use =
            dlp_words_use(words, &words->slots[table->phrases[i]], rule_index);

        if (use && (use->role & (DLP_WORD_CONTEXT | DLP_WORD_KEY))
            && (!best || use->tokens > best->tokens))
            best = use;
    }
    return best;
}
