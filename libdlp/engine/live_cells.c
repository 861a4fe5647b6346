/* engine/live_cells.c - a column's name and its sampled values say which rules a value that fills its cell can
 * be reported for. Nearly all others are dead there, and their numbers cost one look-up. */

#include "engine/live_cells.h"

#include "base/alloc.h"
#include "base/bitmap.h"
#include "scan/known_chains.h"
#include "score/table.h"

#include <string.h>

/* A value of that column needs no word for the rule ... */
static void cell_open(struct dlp_cells *cells, uint32_t column, uint32_t rule)
{
    dlp_bit_add(cells->keep + column * cells->words, rule);
    dlp_bit_drop(cells->dead + column * cells->words, rule);
}
/* ... and none can be reported for it. */
static void cell_shut(struct dlp_cells *cells, uint32_t column, uint32_t rule)
{
    dlp_bit_drop(cells->keep + column * cells->words, rule);
    dlp_bit_add(cells->dead + column * cells->words, rule);
}

/* The rules that the column's name speaks for. */
static void names_add(struct dlp_cells *cells, const dlp_session *session, uint32_t column)
{
    const struct dlp_table *const table = &session->table;
    const struct dlp_word_index *const words = &session->scanner->db->words;

    for (uint16_t i = table->first[column]; i < table->first[column + 1]; i++) {
        const struct dlp_word_slot *const slot = &words->slots[table->phrases[i]];

        for (uint32_t u = 0; u < slot->len; u++) {
            const struct dlp_word_use *const use = &words->uses[slot->first + u];

            if (!(use->role & (DLP_WORD_CONTEXT | DLP_WORD_KEY)))
                continue;
            cell_open(cells, column, use->rule);
        }
    }
}

/* The columns that a name or a verdict says something of, and one more for all others. */
static uint32_t columns_count(const dlp_session *session)
{
    uint32_t columns = session->table.columns;

    for (size_t i = 0; i < session->verdicts.len; i++)
        if (session->verdicts.at[i].column >= columns)
            columns = session->verdicts.at[i].column + 1u;
    return columns < DLP_CELL_COLUMNS ? columns + 1 : DLP_CELL_COLUMNS;
}

static void columns_make(struct dlp_cells *cells, const dlp_session *session)
{
    const dlp_scanner *const scanner = session->scanner;
    const size_t size = cells->words * sizeof(*cells->keep);
    const uint32_t last = cells->columns - 1;

    memset(cells->dead + last * cells->words, 0, size);
    for (size_t rule = 0; rule < scanner->db->rules_len; rule++)
        if (!dlp_bit_has(scanner->live.always, rule)
            && dlp_rule_needs_label(&scanner->db->rules[rule].rule, scanner->threshold))
            dlp_bit_add(cells->dead + last * cells->words, rule);
    memcpy(cells->keep + last * cells->words, scanner->live.always, size);
    for (uint32_t i = 0; i < last; i++) {
        memcpy(cells->dead + i * cells->words, cells->dead + last * cells->words, size);
        memcpy(cells->keep + i * cells->words, cells->keep + last * cells->words, size);
    }
    for (size_t i = 0; i < session->verdicts.len; i++) {
        const struct dlp_verdict *const verdict = &session->verdicts.at[i];

        if (verdict->column >= cells->columns)
            continue;
        if (verdict->kind == DLP_VERDICT_TYPE)
            cell_open(cells, verdict->column, verdict->rule);
        else
            cell_shut(cells, verdict->column, verdict->rule);
    }
    for (uint32_t i = 0; i < session->table.columns && i < cells->columns; i++)
        names_add(cells, session, i);
}

/* @return whether the bitmaps are those of the session */
static bool cells_make(dlp_session *session)
{
    struct dlp_live_rules *const l = &session->scanner->live;
    struct dlp_cells *const cells = &l->live.cells;

    if (l->table == session)
        return true;
    cells->words = session->scanner->db->rules_len / 64 + 1;
    if (!cells->keep)
        cells->keep = dlp_calloc(DLP_CELL_COLUMNS * cells->words, sizeof(*cells->keep));
    if (!cells->dead)
        cells->dead = dlp_calloc(DLP_CELL_COLUMNS * cells->words, sizeof(*cells->dead));
    if (!cells->keep || !cells->dead)
        return false;
    cells->columns = columns_count(session);
    cells->delimiter = session->table.delimiter;
    columns_make(cells, session);
    dlp_known_sides(&l->live, cells->delimiter);
    dlp_live_renew(&l->live);
    dlp_live_forget(&l->live);
    l->table = session;
    return true;
}

void dlp_live_cells(dlp_session *session, const struct dlp_window *window, uint64_t from)
{
    struct dlp_cells *const cells = &session->scanner->live.live.cells;
    struct dlp_table table;

    cells->known = false;
    if (!session->table.regular || session->table.mode != DLP_TABLE_CSV
        || session->table.position > from || !cells_make(session))
        return;
    table = session->table;
    dlp_table_advance(&table, window, from, &session->scanner->db->words);
    cells->known = dlp_table_is_plain(&table);
    cells->from = from;
    cells->column = table.column;
}

void dlp_live_cells_forget(dlp_scanner *scanner, const dlp_session *session)
{
    if (scanner->live.table == session)
        scanner->live.table = NULL;
}

void dlp_live_cells_free(dlp_scanner *scanner)
{
    dlp_free(scanner->live.live.cells.keep);
    dlp_free(scanner->live.live.cells.dead);
    scanner->live.live.cells.keep = scanner->live.live.cells.dead = NULL;
}
