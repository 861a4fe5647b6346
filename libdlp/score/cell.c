/* score/cell.c - where the cells of a table end, and which of them some rule wants. */

#include "score/cell.h"

#include "score/table_state.h"

/* Can a cell of such a table end before that byte? */
static bool is_end(const struct dlp_table *table, uint8_t c)
{
    switch (table->mode) {
    case DLP_TABLE_CSV:
        return c == table->delimiter || c == '\n' || c == '\r';
    case DLP_TABLE_SQL:
        return c == ',' || c == ')';
    default:
        return c == '\t' || c == '\n';
    }
}

static bool is_rows(const struct dlp_table *table)
{
    return table->mode == DLP_TABLE_CSV || table->mode == DLP_TABLE_SQL
        || table->mode == DLP_TABLE_COPY;
}

/* Does a cell end at table->position, where such a byte stands, and is its column wanted? */
static bool is_wanted(const struct dlp_table *table)
{
    uint64_t record;

    return table->state != TABLE_QUOTED && table->state != TABLE_STRING
        && table->state != TABLE_ESCAPE && table->depth <= 1 && dlp_table_wants_cell(table)
        && dlp_table_record(table, &record);
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/* The cell that ends at `end`. @return false when it is empty, or too long to be a value */
static bool cell_take(struct dlp_cell *cell, const struct dlp_table *table,
                      const struct dlp_window *window, uint64_t end)
{
    const uint64_t near = end - dlp_window_before(window, end, DLP_CELL_MAX + 8);
    const uint64_t floor = table->record > near ? table->record : near;
    const uint8_t *const text = dlp_window_at(window, floor);
    size_t to = (size_t)(end - floor), from;
    uint8_t quote;

    while (to > 0 && is_blank(text[to - 1]))
        to--;
    quote = to > 0 ? text[to - 1] : 0;
    if (quote == '"' || (quote == '\'' && table->mode == DLP_TABLE_SQL))
        to--;
    else
        quote = 0;
    for (from = to; from > 0 && (quote ? text[from - 1] != quote : !is_end(table, text[from - 1]));)
        from--;
    *cell = (struct dlp_cell){ floor + from, floor + to };
    if (from == 0 && (quote || floor != table->record))
        return false;
    if (quote) /* in front of it the cell begins: it is not a second quote within quotes */
        for (from--; from > 0 && !is_end(table, text[from - 1]); from--)
            if (!is_blank(text[from - 1]))
                return false;
    while (!quote && cell->start < cell->end && is_blank(text[cell->start - floor]))
        cell->start++;
    return cell->end > cell->start && cell->end - cell->start <= DLP_CELL_MAX;
}

bool dlp_cell_next(struct dlp_cell *cell, struct dlp_table *table, const struct dlp_window *window,
                   uint64_t from, uint64_t to, bool last, const struct dlp_word_index *words)
{
    while (table->position < to) {
        uint64_t end = table->position > from ? table->position : from;

        if (!is_rows(table)) {
            dlp_table_step(table, window, to, words);
            continue;
        }
        if (table->mode == DLP_TABLE_CSV) {
            dlp_table_advance(table, window, end, words);
            if (!dlp_table_cell(table, window, to))
                break;
            if (cell_take(cell, table, window, table->position))
                return true;
            dlp_table_advance(table, window, table->position + 1, words);
            continue;
        }
        while (end < to && !is_end(table, *dlp_window_at(window, end)))
            end++;
        while (table->position < end && is_rows(table))
            dlp_table_step(table, window, end, words);
        if (table->position < end)
            continue; /* the rows have ended on the way */
        if (end == to)
            break;
        if (is_wanted(table) && cell_take(cell, table, window, end))
            return true;
        dlp_table_advance(table, window, end + 1, words);
    }
    return last && table->position == to && from <= to && is_rows(table) && is_wanted(table)
        && cell_take(cell, table, window, to);
}

uint32_t dlp_cell_rule(uint32_t *at, const struct dlp_table *table,
                       const struct dlp_word_index *words)
{
    uint32_t n = 0;

    for (uint16_t i = table->first[table->column]; i < table->first[table->column + 1]; i++) {
        const struct dlp_word_slot *const slot = &words->slots[table->phrases[i]];

        for (uint32_t u = 0; u < slot->len; u++) {
            const struct dlp_word_use *const use = &words->uses[slot->first + u];

            if ((use->role & DLP_WORD_CELL) && n++ == *at) {
                ++*at;
                return use->rule;
            }
        }
    }
    return UINT32_MAX;
}
