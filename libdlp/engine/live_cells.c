/* engine/live_cells.c - a column's name and its sampled values say which rules a value that fills its cell can
 * be reported for. Nearly all others are dead there, and their numbers cost one look-up. */

#include "engine/live_cells.h"

#include "base/alloc.h"
#include "scan/known_chains.h"
#include "score/table.h"

#include <string.h>

static inline bool bitmap_has(const uint64_t *bitmap, size_t rule)
{
    return bitmap[rule >> 6] >> (rule & 63u) & 1u;
}

static inline void bitmap_put(uint64_t *bitmap, size_t rule, bool in)
{
    const uint64_t bit = UINT64_C(1) << (rule & 63u);

    bitmap[rule >> 6] = in ? bitmap[rule >> 6] | bit : bitmap[rule >> 6] & ~bit;
}

/* As judge.c decides: can neither words nor checks make a finding of what no name of a column and no sample
 * speaks for? */
static bool is_hopeless(const dlp_scanner *scanner, size_t rule)
{
    const struct dlp_rule_scores *const s = &scanner->db->rules[rule].rule.scores;

    return s->base + s->word < (int)scanner->threshold;
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
            bitmap_put(cells->keep + column * cells->words, use->rule, true);
            bitmap_put(cells->dead + column * cells->words, use->rule, false);
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
        if (!bitmap_has(scanner->live.always, rule) && is_hopeless(scanner, rule))
            bitmap_put(cells->dead + last * cells->words, rule, true);
    memcpy(cells->keep + last * cells->words, scanner->live.always, size);
    for (uint32_t i = 0; i < last; i++) {
        memcpy(cells->dead + i * cells->words, cells->dead + last * cells->words, size);
        memcpy(cells->keep + i * cells->words, cells->keep + last * cells->words, size);
    }
    for (size_t i = 0; i < session->verdicts.len; i++) {
        const struct dlp_verdict *const verdict = &session->verdicts.at[i];
        const bool typed = verdict->kind == DLP_VERDICT_TYPE;

        if (verdict->column >= cells->columns)
            continue;
        bitmap_put(cells->keep + verdict->column * cells->words, verdict->rule, typed);
        bitmap_put(cells->dead + verdict->column * cells->words, verdict->rule, !typed);
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
