/* dlpd/core/summary.c - the last record of a run, its last words, and its exit status. */

#include "core/summary.h"

#include "message.h"
#include "program.h"
#include "signals.h"
#include "util/json.h"

static void print_reasons(struct buffer *line, const struct inspector *inspector)
{
    json_name(line, "reasons");
    buffer_char(line, '{');
    for (size_t i = 0; i < inspector->reasons_len; i++)
        json_number(line, inspector->reasons[i].reason, inspector->reasons[i].flows);
    buffer_char(line, '}');
}

static void print_actions(struct buffer *line, const struct inspector *inspector)
{
    if (!inspector->policy[0])
        return;
    json_name(line, "actions");
    buffer_char(line, '{');
    for (int i = 0; i < POLICY_ACTIONS; i++)
        json_number(line, policy_action_name((enum policy_action)i), inspector->actions[i]);
    buffer_char(line, '}');
    if (inspector->policy[1])
        json_number(line, "changes", inspector->changes);
}

static void print_proposal(const struct policy_proposal *proposal, void *user)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "{\"schema\":1");
    json_text(&line, "kind", "proposal");
    json_text(&line, "policy", proposal->name);
    json_number(&line, "values", proposal->values);
    json_number(&line, "flows", proposal->flows);
    json_number(&line, "reached", proposal->reached);
    json_number(&line, "median", proposal->median);
    json_number(&line, "p99", proposal->p99);
    json_number(&line, "most", proposal->most);
    json_number(&line, "propose", proposal->propose);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, user);
    buffer_free(&line);
}

void summary_print(const struct capture_totals *totals, const struct inspector *inspector,
                   const struct dlp_database_info *info, double seconds)
{
    struct buffer line = BUFFER_INIT;

    if (inspector->policy[0])
        policy_engine_propose(inspector->policy[0], print_proposal, inspector->out);
    buffer_text(&line, "{\"schema\":1");
    json_text(&line, "kind", "summary");
    json_number(&line, "captures", totals->captures);
    json_number(&line, "frames", totals->frames);
    json_number(&line, "bytes", totals->bytes);
    json_number(&line, "flows", inspector->flows);
    json_number(&line, "seen", inspector->seen);
    json_number(&line, "scanned", inspector->scanned);
    json_number(&line, "incidents", inspector->incidents);
    json_number(&line, "incomplete", inspector->incomplete);
    print_reasons(&line, inspector);
    print_actions(&line, inspector);
    json_number(&line, "packets_not_judged", totals->skipped);
    json_number(&line, "captures_damaged", totals->damaged);
    json_name(&line, "seconds");
    buffer_format(&line, "%.3f", seconds);
    json_number(&line, "rules", info->rules);
    json_text(&line, "rules_digest", info->digest);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, inspector->out);
    buffer_free(&line);
}

static bool is_incomplete(const struct capture_totals *totals, const struct inspector *inspector)
{
    return inspector->incomplete || totals->skipped || totals->damaged;
}

void summary_say(const struct capture_totals *totals, const struct inspector *inspector)
{
    const int caught = signals_caught();

    if (is_incomplete(totals, inspector))
        message("not judged whole: %llu of %llu connections, %llu packets, %llu captures; what was "
                "not read is not known to be clean",
                (unsigned long long)inspector->incomplete, (unsigned long long)inspector->flows,
                (unsigned long long)totals->skipped, (unsigned long long)totals->damaged);
    if (caught)
        message("stopped by %s; the report is not whole", caught == SIGINT ? "SIGINT" : "SIGTERM");
}

int summary_status(const struct capture_totals *totals, const struct inspector *inspector,
                   bool incomplete_fails)
{
    if (inspector->broken)
        return STATUS_ENVIRONMENT;
    if (inspector->incidents)
        return STATUS_FINDINGS;
    return incomplete_fails && is_incomplete(totals, inspector) ? STATUS_INCOMPLETE : STATUS_CLEAN;
}
