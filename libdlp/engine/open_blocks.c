/* engine/open_blocks.c - where armored blocks open and close, by offsets alone. */

#include "engine/open_blocks.h"

#include "engine/costing.h"
#include "engine/front.h"
#include "engine/judge.h"
#include "redact/keyed_token.h"
#include "scan/armored.h"

/* End the rule's open block at `end` and, if it was one, make it a pending finding. */
static dlp_status block_end(dlp_session *session, const struct dlp_window *window,
                            const struct dlp_rule_code *code, uint64_t end, bool truncated)
{
    const uint32_t rule = (uint32_t)(code - session->scanner->db->rules);
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, rule);
    struct dlp_armor *const armor = session->armors[code->block];
    struct dlp_pending pending = {
        .start = armor->start, .end = end, .rule = rule, .truncated = truncated, .armor = armor
    };

    session->armors[code->block] = NULL; /* now ours, then the list's */
    session->armors_open--;
    dlp_armor_advance(armor, window, end);
    if (!dlp_armor_holds(armor)) {
        const struct dlp_trace trace = {
            code->rule.id, "pattern",          0, "no armored text behind the begin line",
            armor->start,  end - armor->start, 0
        };

        dlp_sink_trace(&session->sink, &trace);
        dlp_armor_free(armor);
        return DLP_OK;
    }
    if (cost)
        cost->checked++;
    pending.evidence.confidence = (uint8_t)code->rule.scores.base;
    return dlp_judge_keep(session, &pending);
}

static uint64_t block_limit(const dlp_session *session, const struct dlp_rule_code *code)
{
    return session->armors[code->block]->start + code->rule.limit;
}

dlp_status dlp_blocks_begin(dlp_session *session, const struct dlp_window *window,
                            const struct dlp_event *event)
{
    const struct dlp_rule_code *const code = &session->scanner->db->rules[event->rule];
    struct dlp_rule_costs *const cost = dlp_costing_rule(session, event->rule);
    struct dlp_armor *armor = session->armors[code->block];
    crypto_auth_hmacsha256_state hash;
    uint64_t start;
    dlp_status status = DLP_OK;

    if (!dlp_confirm_begin(&start, &session->scanner->work, &session->sink, window, event))
        return DLP_OK;
    if (armor && start <= armor->start)
        return DLP_OK; /* another end of the same begin line */
    if (armor) {
        const uint64_t limit = block_limit(session, code);

        status = block_end(session, window, code, start < limit ? start : limit, true);
    }
    if (status != DLP_OK)
        return status;
    dlp_token_begin(&hash, session->scanner->options.key);
    armor = dlp_armor_open(&hash, window, start, event->at);
    sodium_memzero(&hash, sizeof(hash)); /* as good as the key */
    if (!armor)
        return DLP_ENOMEM;
    dlp_lines_at(&session->emitter.lines, window, start, &armor->line, &armor->column);
    armor->source = dlp_front_source(session, window, start);
    session->armors[code->block] = armor;
    session->armors_open++;
    if (cost)
        cost->candidates++;
    return DLP_OK;
}

dlp_status dlp_blocks_close(dlp_session *session, const struct dlp_window *window,
                            const struct dlp_event *event)
{
    const struct dlp_rule_code *const code = &session->scanner->db->rules[event->rule];

    if (!session->armors[code->block])
        return DLP_OK;
    if (event->at > block_limit(session, code))
        return block_end(session, window, code, block_limit(session, code), true);
    return block_end(session, window, code, event->at, false);
}

dlp_status dlp_blocks_advance(dlp_session *session, const struct dlp_window *window, uint64_t to,
                              bool last)
{
    const struct dlp_database *const db = session->scanner->db;
    dlp_status status = DLP_OK;

    for (size_t i = 0; session->armors_open > 0 && status == DLP_OK && i < db->rules_len; i++) {
        const struct dlp_rule_code *const code = &db->rules[i];

        if (code->rule.kind != DLP_RULE_BLOCK || !session->armors[code->block])
            continue;
        if (to >= block_limit(session, code))
            status = block_end(session, window, code, block_limit(session, code), true);
        else if (last)
            status = block_end(session, window, code, to, true);
        else if (to > code->width) /* a begin line that ends behind `to` may start before it */
            dlp_armor_advance(session->armors[code->block], window, to - code->width);
    }
    return status;
}
