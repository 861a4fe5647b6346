/* engine/judge.c - the cheap question first: checksums reject most candidates before anybody looks
 * at words. */

#include "engine/judge.h"

#include "engine/costing.h"
#include "score/score.h"

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
        const bool passed =
            dlp_validator_check(check->validator, value, (size_t)(c->end - c->start));

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

static bool judge_score(dlp_session *session, const struct dlp_window *window,
                        const struct dlp_candidate *c, struct dlp_evidence *evidence)
{
    const struct dlp_database *const db = session->scanner->db;
    const struct dlp_rule *const rule = &c->code->rule;
    const struct dlp_score_input in = { window,  c->start,   c->end,         rule,
                                        c->rule, &db->words, &session->table };
    bool passed;

    dlp_costing_table(session, window, c->end);
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
                          const struct dlp_candidate *c, struct dlp_evidence *evidence,
                          struct dlp_rule_costs *cost)
{
    const struct dlp_costing costing = dlp_costing_score(session->scanner->work.costs);
    const bool passed = judge_score(session, window, c, evidence);

    cost->checked++;
    dlp_costing_scored(&costing, cost);
    return passed;
}

dlp_status dlp_judge(dlp_session *session, const struct dlp_window *window,
                     const struct dlp_candidate *candidate)
{
    struct dlp_pending pending = { .start = candidate->start,
                                   .end = candidate->end,
                                   .rule = candidate->rule };
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, candidate->rule);

    if (!judge_checks(session, window, candidate, &pending.evidence))
        return DLP_OK;
    if (!(cost ? judge_measure(session, window, candidate, &pending.evidence, cost)
               : judge_score(session, window, candidate, &pending.evidence)))
        return DLP_OK;
    return dlp_pending_add(&session->pending, &pending);
}

void dlp_judge_report(dlp_session *session, const struct dlp_window *window,
                      const struct dlp_pending *pending)
{
    const struct dlp_rule *const rule = &session->scanner->db->rules[pending->rule].rule;
    const unsigned confidence = pending->evidence.confidence;
    const bool reported = !pending->lost && confidence >= session->scanner->threshold;
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, pending->rule);

    if (cost)
        cost->findings += reported;
    if (dlp_sink_traces(&session->sink)) {
        if (pending->lost)
            judge_trace(session, rule, pending->start, pending->end, "overlap", false,
                        "another reading of the same bytes is stronger", confidence);
        else
            judge_trace(session, rule, pending->start, pending->end,
                        reported ? "finding" : "threshold", reported,
                        reported ? "reported" : "below the asked confidence", confidence);
    }
    if (reported)
        dlp_emit(&session->emitter, pending, window, &session->sink);
}
