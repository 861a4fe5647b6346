/* dlpscan/format_jsonl.c - the report as one JSON object a line: a contract, docs/jsonl.md.
 *
 * libdlp writes findings and incompletes (with "value" only when the user asked for values); what
 * is added here is the summary. */

#include "json_text.h"
#include "mem.h"
#include "printable.h"
#include "reporter.h"
#include "scan.h"

#include <string.h>

static void jsonl_check(struct reporting *to, dlp_status status)
{
    if (status < DLP_OK)
        tally_broken(&to->scan->tally); /* a failing spill is found when it is printed */
}

/* The library's object with two members more. */
static void write_with_commit(struct reporting *to, const struct dlp_finding *finding)
{
    struct buffer line = BUFFER_INIT;

    jsonl_check(to,
                dlp_report_finding(finding, buffer_string(&to->item->place), buffer_write, &line));
    if (line.len > 2)
        buffer_cut(&line, line.len - 2); /* brace and newline */
    json_member(&line, "commit", item_commit(to->item));
    json_member(&line, "date", item_date(to->item));
    buffer_text(&line, "}\n");
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void jsonl_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    struct dlp_finding changed = *finding;
    const char **tags = NULL;

    if (to->scan->key_is_ours)
        changed.token = NULL;
    if (in_path) {
        tags = mem_array(finding->tags_len + 1, sizeof(*tags));
        for (size_t i = 0; i < finding->tags_len; i++)
            tags[i] = finding->tags[i];
        tags[finding->tags_len] = "path";
        changed.tags = tags;
        changed.tags_len = finding->tags_len + 1;
    }
    if (to->item->blob)
        write_with_commit(to, &changed);
    else
        jsonl_check(
            to,
            dlp_report_finding(&changed, buffer_string(&to->item->place), spill_write, to->body));
    mem_free(tags);
}

static void jsonl_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    jsonl_check(
        to,
        dlp_report_incomplete(incomplete, buffer_string(&to->item->place), spill_write, to->body));
}

static void jsonl_skipped(struct reporting *to, const char *reason)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "{\"schema\":1");
    json_member(&line, "kind", "skipped");
    json_member(&line, "path", buffer_string(&to->item->place));
    json_member(&line, "reason", reason);
    buffer_text(&line, "}\n");
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void jsonl_incident(struct reporting *to, const struct incident_condition *condition,
                           uint32_t count)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "{\"schema\":1");
    json_member(&line, "kind", "policy");
    json_member(&line, "path", buffer_string(&to->item->place));
    incident_members(&line, condition, count);
    buffer_text(&line, "}\n");
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void add_conf(struct buffer *out, const struct conf *conf)
{
    struct buffer names = BUFFER_INIT, path = BUFFER_INIT;

    if (!conf->file)
        return;
    conf_names(&names, conf, true);
    printable_percent(&path, conf->file, strlen(conf->file));
    json_member(out, "config", buffer_string(&path));
    buffer_format(out, ",\"config_sets\":[%s]", buffer_string(&names));
    buffer_free(&names);
    buffer_free(&path);
}

static void jsonl_summary(struct scan *scan, struct report *report)
{
    const struct tally *const tally = &scan->tally;
    struct buffer line = BUFFER_INIT;

    buffer_format(
        &line,
        "{\"schema\":1,\"kind\":\"summary\",\"files\":%llu,\"bytes\":%llu,"
        "\"findings\":%llu,\"incomplete\":%llu,\"skipped\":%llu,\"allowed\":%llu,\"seconds\":%.3f,"
        "\"rules\":%zu,\"rules_digest\":\"%s\",\"sandbox\":%s",
        (unsigned long long)tally->files, (unsigned long long)tally->bytes,
        (unsigned long long)tally->findings, (unsigned long long)tally->incomplete.total,
        (unsigned long long)tally->skipped.total, (unsigned long long)tally->allowed.total,
        tally->seconds, scan->info.rules, scan->info.digest,
        scan->settings->no_sandbox ? "false" : "true");
    if (scan->settings->state)
        buffer_format(&line, ",\"unchanged\":%llu", (unsigned long long)tally->unchanged);
    add_conf(&line, &scan->settings->conf);
    if (scan->incidents.len)
        incidents_list(&line, &scan->incidents);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, &report->out);
    buffer_free(&line);
}

const struct reporter reporter_jsonl = {
    .name = "jsonl",
    .folds = false,
    .notes = false,
    .finding = jsonl_finding,
    .incomplete = jsonl_incomplete,
    .skipped = jsonl_skipped,
    .incident = jsonl_incident,
    .print = reporter_print_body,
    .summary = jsonl_summary,
};
