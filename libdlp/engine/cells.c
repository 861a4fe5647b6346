/* engine/cells.c - most texts have no such column: they pay for the copy of a table's head a block.
 *
 * A cell is judged when the bytes behind it that words may stand in are known, and before findings
 * that end near it are settled, like any candidate that is known a little late. */

#include "engine/cells.h"

#include "engine/costing.h"
#include "engine/judge.h"
#include "scan/confirm.h"
#include "score/cell.h"

#include <string.h>

/* Cells come behind the events of their block, and a finding is put in its place by moving those behind it:
 * so they follow the events at this distance, in steps. */
#define FOLLOW_BEHIND 128u /* bytes */
#define FOLLOW_STEP 256u

static dlp_status cell_judge(dlp_session *session, const struct dlp_window *window,
                             const struct dlp_cell *cell)
{
    const struct dlp_word_index *const words = &session->scanner->db->words;
    dlp_status status = DLP_OK;
    uint32_t at = 0, rule;

    while (status == DLP_OK && (rule = dlp_cell_rule(&at, &session->table, words)) != UINT32_MAX) {
        struct dlp_rule_costs *const cost = dlp_costing_rule(session, rule);
        struct dlp_candidate candidate;

        if (cost)
            cost->triggers++;
        if (!dlp_confirm_cell(&candidate, &session->scanner->work, &session->sink, window, rule,
                              cell->start, cell->end))
            continue;
        if (cost)
            cost->candidates++;
        status = dlp_judge(session, window, &candidate);
    }
    return status;
}

/* Without columns all behind the head is zero: a packet's block would else pay more for the copy than for
 * most of what it is scanned for. */
#define TABLE_HEAD offsetof(struct dlp_table, cells)
#define TABLE_REST (sizeof(struct dlp_table) - TABLE_HEAD)

static void table_copy(struct dlp_table *to, const struct dlp_table *from)
{
    memcpy(to, from, TABLE_HEAD);
    if (from->columns > 0)
        memcpy(to->cells, from->cells, TABLE_REST);
}

void dlp_cells_before(struct dlp_table *before, const dlp_session *session)
{
    table_copy(before, &session->table);
}

void dlp_cells_restore(dlp_session *session, const struct dlp_table *before)
{
    if (before->columns == 0 && session->table.columns > 0)
        memset(session->table.cells, 0, TABLE_REST);
    table_copy(&session->table, before);
}

/* Judge the cells that end from `before` on and before `to`, which the table has passed; `before` is there then.
 * Meanwhile the session's table is where the cells are: a cell that is judged moves it no further. */
static dlp_status cells_walk(dlp_session *session, const struct dlp_window *window,
                             struct dlp_table *before, uint64_t to, bool last)
{
    const struct dlp_word_index *const words = &session->scanner->db->words;
    struct dlp_table *const table = &session->table;
    const struct dlp_table passed = *table;
    dlp_status status = DLP_OK;
    struct dlp_cell cell;
    uint64_t from = 0;

    dlp_cells_restore(session, before);
    while (status == DLP_OK && dlp_cell_next(&cell, table, window, from, to, last, words)) {
        from = table->position + 1;
        status = cell_judge(session, window, &cell);
    }
    *before = *table;
    *table = passed;
    return status;
}

dlp_status dlp_cells_follow(dlp_session *session, const struct dlp_window *window,
                            struct dlp_table *before, uint64_t at)
{
    uint64_t to = session->table.position;

    if (!session->table.celled || at < before->position + FOLLOW_STEP + FOLLOW_BEHIND)
        return DLP_OK;
    to = at - FOLLOW_BEHIND < to ? at - FOLLOW_BEHIND : to;
    return to < before->position + FOLLOW_STEP ? DLP_OK
                                               : cells_walk(session, window, before, to, false);
}

dlp_status dlp_cells_judge(dlp_session *session, const struct dlp_window *window,
                           struct dlp_table *before, uint64_t to, bool last)
{
    if (last)
        dlp_costing_table(session, window, to);
    else if (to > DLP_CONTEXT_AFTER)
        dlp_costing_table(session, window, to - DLP_CONTEXT_AFTER);
    return session->table.celled
        ? cells_walk(session, window, before, session->table.position, last)
        : DLP_OK;
}
