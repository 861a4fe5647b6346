/* engine/pipeline.c - the only file that knows the order of the stages:
 *
 *     scan -> confirm -> validate -> score -> findings -> emit
 *
 * Bytes go through in blocks that fit the cache. Where a block begins or ends shows in no finding:
 * every stage decides by offsets and by bytes within fixed distances of them. */

#include "engine/pipeline.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "engine/cells.h"
#include "engine/costing.h"
#include "engine/front.h"
#include "engine/judge.h"
#include "engine/live_rules.h"
#include "engine/live_trial.h"
#include "engine/open_blocks.h"
#include "engine/views.h"
#include "redact/keyed_token.h"
#include "scan/confirm.h"

#define BLOCK_BYTES ((uint64_t)16 << 10)
_Static_assert(BLOCK_BYTES <= DLP_MARKS_MAX, "a bit for each byte of a block");

/* Is it time to give up? Says so once. */
static bool pipeline_expired(dlp_session *session, const struct dlp_window *window)
{
    const bool cancelled = atomic_load_explicit(&session->scanner->cancelled, memory_order_relaxed);

    if (session->grace)
        return false;
    if (!cancelled && (session->deadline_ns == 0 || dlp_clock_ns() < session->deadline_ns))
        return false;
    dlp_sink_incomplete(&session->sink, cancelled ? "cancelled" : "deadline", NULL,
                        dlp_front_source(session, window, session->done), UINT64_MAX);
    session->ended = true;
    return true;
}

static inline dlp_status event_handle(dlp_session *session, const struct dlp_window *window,
                                      const struct dlp_event *event)
{
    struct dlp_rule_costs *cost;
    struct dlp_candidate candidate;
    struct dlp_table table;
    dlp_status status;

    if (event->kind == DLP_EVENT_BEGIN)
        return dlp_blocks_begin(session, window, event);
    if (event->kind == DLP_EVENT_CLOSE)
        return dlp_blocks_close(session, window, event);
    if (!dlp_confirm_place(&candidate, &session->scanner->work, &session->sink, window, event))
        return DLP_OK;
    cost = dlp_costing_rule(session, event->rule);
    if (cost)
        cost->candidates++;
    if (candidate.end <= event->at)
        return dlp_judge(session, window, &candidate);
    /* The value lies ahead: the table follows it there, and comes back for the next event. */
    dlp_cells_before(&table, session);
    status = dlp_judge(session, window, &candidate);
    dlp_cells_restore(session, &table);
    return status;
}

/* The same, counted and timed. */
static dlp_status event_measure(dlp_session *session, const struct dlp_window *window,
                                const struct dlp_event *event)
{
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, event->rule);
    const struct dlp_costing costing = dlp_costing_trigger(session->scanner->work.costs, cost);
    const dlp_status status = event_handle(session, window, event);

    cost->triggers++;
    dlp_costing_end(&costing, cost);
    return status;
}

/* Report what is settled, then let the running states follow: line and column may not pass any
 * finding that can still come. */
static void block_settle(dlp_session *session, const struct dlp_window *window, uint64_t frontier)
{
    const struct dlp_database *const db = session->scanner->db;
    const uint64_t lag = (uint64_t)db->width + DLP_OVERLAPS_KNOWN;
    const size_t settled = dlp_pending_settle(&session->pending, db, frontier);

    for (size_t i = 0; i < settled; i++)
        dlp_judge_report(session, window, &session->pending.at[i]);
    dlp_pending_drop(&session->pending, settled);
    if (frontier == UINT64_MAX)
        return;
    if (frontier > lag)
        dlp_lines_advance(&session->emitter.lines, window, frontier - lag);
    if (session->emitter.charset)
        dlp_front_follow(session, window);
    if (frontier > DLP_CONTEXT_AFTER)
        dlp_costing_table(session, window, frontier - DLP_CONTEXT_AFTER);
}

static dlp_status block_run(dlp_session *session, const struct dlp_window *window, uint64_t to,
                            bool last)
{
    struct dlp_scan_work *const work = &session->scanner->work;
    struct dlp_table before;
    dlp_status status;

    dlp_cells_before(&before, session);
    status = dlp_scan_block(work, session->stream, window, session->done, to, last,
                            dlp_sink_traces(&session->sink),
                            dlp_live_rules(session, window, session->done, to));
    dlp_live_trial_note(session->scanner);
    for (size_t i = 0; status == DLP_OK && i < work->events.len && !session->sink.stopped; i++) {
        status = work->costs ? event_measure(session, window, &work->events.at[i])
                             : event_handle(session, window, &work->events.at[i]);
        if (status == DLP_OK)
            status = dlp_cells_follow(session, window, &before, work->events.at[i].at);
    }
    if (status == DLP_OK)
        status = dlp_blocks_advance(session, window, to, last);
    if (status == DLP_OK)
        status = dlp_cells_judge(session, window, &before, to, last);
    if (status == DLP_OK)
        status = dlp_views_expect(session);
    if (status != DLP_OK)
        return status;
    session->done = to;
    status = dlp_views_advance(session, window, to, last, block_settle);
    block_settle(session, window, last ? UINT64_MAX : to);
    if (status != DLP_OK)
        return status;
    return session->sink.stopped ? DLP_STOPPED : DLP_OK;
}

static dlp_status blocks_run(dlp_session *session, const struct dlp_window *window, uint64_t to,
                             bool last)
{
    dlp_status status = DLP_OK;
    bool more = session->done < to || last;

    while (status == DLP_OK && more) {
        const uint64_t left = to - session->done;
        const uint64_t end = left > BLOCK_BYTES ? session->done + BLOCK_BYTES : to;

        if (pipeline_expired(session, window)) {
            dlp_pipeline_drain(session, window);
            return session->sink.stopped ? DLP_STOPPED : DLP_PARTIAL;
        }
        status = block_run(session, window, end, last && end == to);
        more = session->done < to;
    }
    if (status != DLP_OK)
        session->ended = true;
    return status;
}

dlp_status dlp_pipeline_run(dlp_session *session, const struct dlp_window *window, uint64_t to,
                            bool last)
{
    struct dlp_costs *const costs = session->scanner->work.costs;
    const uint64_t from = session->done, began = costs ? dlp_clock_ns() : 0;
    const dlp_status status = blocks_run(session, window, to, last);

    if (costs) {
        costs->bytes += session->done - from;
        costs->ns += dlp_clock_ns() - began;
    }
    return status;
}

void dlp_pipeline_drain(dlp_session *session, const struct dlp_window *window)
{
    block_settle(session, window, UINT64_MAX);
}
