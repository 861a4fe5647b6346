/* engine/sample.c - columns are judged by the class lane's candidates of the first rows, before the
 * first finding: so no finding has to be taken back, and where the text is cut does not matter. */

#include "engine/sample.h"

#include "scan/class_lane.h"
#include "score/column_stats.h"
#include "score/table.h"

#include <string.h>

/* Only lines that are whole in every cut of the text count. */
static size_t whole_lines(const uint8_t *data, size_t len)
{
    const uint8_t *const last = len > 0 ? memrchr(data, '\n', len) : NULL;

    return last ? (size_t)(last - data) + 1 : 0;
}

static void sample_event(struct dlp_column_stats *stats, const struct dlp_database *db,
                         struct dlp_table *table, const struct dlp_window *window,
                         const struct dlp_event *event)
{
    const struct dlp_rule_code *const code = &db->rules[event->rule];
    const uint64_t start = event->at - event->back;

    if (event->kind != DLP_EVENT_SHAPE || !code->selective)
        return;
    dlp_table_advance(table, window, event->at, &db->words);
    if (dlp_fills_cell(table, window, start, event->at))
        dlp_column_stats_add(
            stats, table->column, event->rule,
            dlp_value_passes(&code->rule, dlp_window_at(window, start), event->back));
}

dlp_status dlp_sample_run(dlp_session *session, const uint8_t *data, size_t len)
{
    const struct dlp_database *const db = session->scanner->db;
    struct dlp_event_list *const events = &session->scanner->work.events;
    const size_t rows = whole_lines(data, len < DLP_SAMPLE_BYTES ? len : DLP_SAMPLE_BYTES);
    const struct dlp_window window = { data, 0, rows };
    const uint8_t delimiter = rows > 0 ? dlp_regular_delimiter(data, rows) : 0;
    struct dlp_column_stats stats = { .len = 0 };
    struct dlp_table table;

    if (delimiter == 0)
        return DLP_OK;
    dlp_table_force(&session->table, delimiter);
    table = session->table;
    events->len = 0;
    events->failed = false;
    dlp_class_lane(events, db, &window, 0, rows, DLP_LANE_BORDERS, NULL, NULL, NULL,
                   session->scanner->work.classify);
    if (events->failed)
        return DLP_ENOMEM;
    for (size_t i = 0; i < events->len; i++)
        sample_event(&stats, db, &table, &window, &events->at[i]);
    dlp_column_stats_settle(&session->verdicts, &stats);
    return DLP_OK;
}
