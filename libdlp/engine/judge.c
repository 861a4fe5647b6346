/* engine/judge.c - the cheap question first: checksums reject most candidates before anybody looks
 * at words. */

#include "engine/judge.h"

#include "engine/costing.h"
#include "engine/views.h"
#include "scan/confirm.h"
#include "score/column_stats.h"
#include "score/score.h"
#include "score/table.h"

#include <string.h>

static void judge_trace(dlp_session *session, const struct dlp_rule *rule, uint64_t start,
                        uint64_t end, const char *step, bool passed, const char *detail,
                        unsigned confidence)
{
    const struct dlp_trace trace = { rule->id,          step, passed, detail, start, end - start,
                                     confidence / 100.0 };

    dlp_sink_trace(&session->sink, &trace);
}

/* Run the rule's checks. Returns false when one that is fatal fails. */
static bool judge_checks(dlp_session *session, const struct dlp_window *window,
                         const struct dlp_candidate *c, struct dlp_evidence *evidence)
{
    const struct dlp_rule *const rule = &c->code->rule;
    const uint8_t *const value = dlp_window_at(window, c->start);

    for (size_t i = 0; i < rule->checks_len; i++) {
        const struct dlp_rule_check *const check = &rule->checks[i];
        const bool passed = (check->fatal && c->passed)
            || dlp_validator_check(check->validator, value, (size_t)(c->end - c->start));

        if (dlp_sink_traces(&session->sink))
            judge_trace(session, rule, c->start, c->end, "check", passed, check->validator->name,
                        0);
        if (passed)
            evidence->checks_passed |= (uint16_t)(1u << i);
        else if (check->fatal)
            return false;
    }
    return true;
}

/* What the sample said of the value's column. */
static enum dlp_verdict_kind judge_column(dlp_session *session, const struct dlp_window *window,
                                          const struct dlp_candidate *c)
{
    const struct dlp_database *const db = session->scanner->db;
    enum dlp_verdict_kind kind;

    if (session->verdicts.len == 0 || !c->code->selective)
        return DLP_VERDICT_OPEN;
    dlp_costing_table(session, window, c->end);
    kind = dlp_verdict_of(&session->verdicts, session->table.column, c->rule);
    if (kind == DLP_VERDICT_OPEN || !dlp_fills_cell(&session->table, window, c->start, c->end))
        return DLP_VERDICT_OPEN;
    if (kind == DLP_VERDICT_NONE && dlp_table_supports(&session->table, &db->words, c->rule))
        return DLP_VERDICT_OPEN; /* the header knows better */
    return kind;
}

/* In a table whose header says nothing of this rule, can a value that fills its cell still be
 * reported? Not when the rule needs a label: there the column's name is the label (decision D4). */
static bool judge_is_hopeless(dlp_session *session, const struct dlp_window *window,
                              const struct dlp_candidate *c, bool typed)
{
    const struct dlp_database *const db = session->scanner->db;

    return !typed && session->table.regular && !dlp_sink_traces(&session->sink)
        && dlp_rule_needs_label(&c->code->rule, session->scanner->threshold)
        && dlp_fills_cell(&session->table, window, c->start, c->end)
        && !dlp_table_supports(&session->table, &db->words, c->rule);
}

struct dlp_token_cache *dlp_judge_cache(dlp_session *session)
{
    dlp_scanner *const scanner = session->scanner;

    if (scanner->cached != session) {
        scanner->cached = session;
        dlp_token_cache_clear(scanner->cache);
    }
    return scanner->cache;
}

static bool judge_score(dlp_session *session, const struct dlp_window *window,
                        const struct dlp_candidate *c, bool typed, struct dlp_evidence *evidence)
{
    const struct dlp_database *const db = session->scanner->db;
    const struct dlp_rule *const rule = &c->code->rule;
    const struct dlp_score_input in = { .window = window,
                                        .start = c->start,
                                        .end = c->end,
                                        .rule = rule,
                                        .rule_index = c->rule,
                                        .words = &db->words,
                                        .cache = dlp_judge_cache(session),
                                        .table = &session->table,
                                        .typed = typed,
                                        .wanted = dlp_sink_traces(&session->sink)
                                            ? 0
                                            : session->scanner->threshold };
    bool passed;

    dlp_costing_table(session, window, c->end);
    if (judge_is_hopeless(session, window, c, typed))
        return false;
    passed = dlp_score(&in, evidence);
    if (!dlp_sink_traces(&session->sink))
        return passed;
    for (size_t i = 0; i < rule->rejects_len; i++)
        if ((evidence->rejects >> i) & 1)
            judge_trace(session, rule, c->start, c->end, "looks like", false,
                        rule->rejects[i]->title, 0);
    for (size_t i = 0; i < evidence->items; i++)
        judge_trace(session, rule, c->start, c->end, "context",
                    evidence->item[i].kind != DLP_EVIDENCE_NEGATIVE, evidence->item[i].word, 0);
    if (evidence->items == 0)
        judge_trace(session, rule, c->start, c->end, "context", !rule->require_context,
                    rule->require_context ? "the rule requires context, and there is none"
                                          : "no word, key or column speaks for it",
                    0);
    return passed;
}

/* The same, timed. */
static bool judge_measure(dlp_session *session, const struct dlp_window *window,
                          const struct dlp_candidate *c, bool typed, struct dlp_evidence *evidence,
                          struct dlp_rule_costs *cost)
{
    const struct dlp_costing costing = dlp_costing_score(session->scanner->work.costs);
    const bool passed = judge_score(session, window, c, typed, evidence);

    cost->checked++;
    dlp_costing_scored(&costing, cost);
    return passed;
}

dlp_status dlp_judge_keep(dlp_session *session, struct dlp_pending *pending)
{
    const unsigned confidence = pending->evidence.confidence;

    if (confidence >= session->scanner->threshold)
        return dlp_pending_add(&session->pending, pending);
    if (dlp_sink_traces(&session->sink))
        judge_trace(session, &session->scanner->db->rules[pending->rule].rule, pending->start,
                    pending->end, "threshold", false, "below the asked confidence", confidence);
    dlp_armor_free(pending->armor);
    return DLP_OK;
}

dlp_status dlp_judge(dlp_session *session, const struct dlp_window *window,
                     const struct dlp_candidate *candidate)
{
    struct dlp_pending pending = { .start = candidate->start,
                                   .end = candidate->end,
                                   .rule = candidate->rule };
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, candidate->rule);
    const enum dlp_verdict_kind column = judge_column(session, window, candidate);
    const bool typed = column == DLP_VERDICT_TYPE;

    if (column == DLP_VERDICT_NONE) {
        if (dlp_sink_traces(&session->sink))
            judge_trace(session, &candidate->code->rule, candidate->start, candidate->end, "column",
                        false, "the column holds other numbers: its first rows fail the check", 0);
        return DLP_OK;
    }
    if (!judge_checks(session, window, candidate, &pending.evidence)
        || !dlp_confirm_sides(candidate, &session->scanner->work, &session->sink, window))
        return DLP_OK;
    if (!(cost ? judge_measure(session, window, candidate, typed, &pending.evidence, cost)
               : judge_score(session, window, candidate, typed, &pending.evidence)))
        return DLP_OK;
    return dlp_judge_keep(session, &pending);
}

void dlp_judge_report(dlp_session *session, const struct dlp_window *window,
                      const struct dlp_pending *pending)
{
    const struct dlp_rule *const rule = &session->scanner->db->rules[pending->rule].rule;
    const unsigned confidence = pending->evidence.confidence;
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, pending->rule);

    if (cost)
        cost->findings += !pending->lost;
    if (dlp_sink_traces(&session->sink)) {
        if (pending->lost)
            judge_trace(session, rule, pending->start, pending->end, "overlap", false,
                        "another reading of the same bytes is stronger", confidence);
        else
            judge_trace(session, rule, pending->start, pending->end, "finding", true, "reported",
                        confidence);
    }
    if (!pending->lost && session->views)
        dlp_views_note(session->views, rule, pending->start, pending->end);
    if (!pending->lost)
        dlp_emit(&session->emitter, pending, window, &session->sink);
}
