/* dlpscan/cmd_cost.c - `dlpscan rules cost`: what each rule costs on given files, dearest first. */

#include "alone.h"
#include "buffer.h"
#include "command.h"
#include "costs.h"
#include "message.h"
#include "output.h"
#include "rulebook.h"

#include <string.h>

static double percent(const struct costs *costs, uint64_t ns)
{
    return costs->scan.ns ? 100.0 * (double)ns / (double)costs->scan.ns : 0.0;
}

/* MB/s, a million bytes each. */
static double speed(const struct costs *costs, uint64_t ns)
{
    return ns ? (double)costs->scan.bytes * 1e3 / (double)ns : 0.0;
}

static void text_part(struct buffer *out, const struct costs *costs, const char *name, uint64_t ns)
{
    buffer_format(out, "%-14s %10.3f ms %5.1f %%", name, (double)ns / 1e6, percent(costs, ns));
    if (ns > 0)
        buffer_format(out, " %10.0f MB/s", speed(costs, ns));
    buffer_char(out, '\n');
}

static void print_text(struct buffer *out, const struct costs *costs, int files)
{
    const struct dlp_scan_cost *const s = &costs->scan;
    const uint64_t known = s->literal_ns + s->class_ns + s->rules_ns + s->table_ns;
    size_t idle = 0;

    buffer_format(out, "%-28s %-7s %10s %10s %10s %10s %12s %8s %7s\n", "rule", "lane", "triggers",
                  "candidates", "checked", "findings", "ms", "ns each", "share");
    for (size_t i = 0; i < s->rules; i++) {
        const struct dlp_rule_cost *const r = &costs->rules[i];

        idle += r->triggers == 0;
        if (r->triggers > 0)
            buffer_format(out, "%-28s %-7s %10llu %10llu %10llu %10llu %12.3f %8.0f %5.1f %%\n",
                          r->rule, r->lane, (unsigned long long)r->triggers,
                          (unsigned long long)r->candidates, (unsigned long long)r->checked,
                          (unsigned long long)r->findings, (double)r->ns / 1e6,
                          (double)r->ns / (double)r->triggers, percent(costs, r->ns));
    }
    if (idle > 0)
        buffer_format(out, "%zu rule%s had no trigger.\n", idle, idle == 1 ? "" : "s");
    buffer_char(out, '\n');
    text_part(out, costs, "literal lane", s->literal_ns);
    text_part(out, costs, "class lane", s->class_ns);
    text_part(out, costs, "rules", s->rules_ns);
    text_part(out, costs, "tables", s->table_ns);
    text_part(out, costs, "the rest", s->ns > known ? s->ns - known : 0);
    text_part(out, costs, "all", s->ns);
    buffer_format(out, "\n%d file%s, %llu bytes\n", files, files == 1 ? "" : "s",
                  (unsigned long long)s->bytes);
}

/* Ids are of a-z, 0-9, '_' and '.': nothing in them needs escapes. */
static void print_jsonl(struct buffer *out, const struct costs *costs, int files)
{
    const struct dlp_scan_cost *const s = &costs->scan;

    for (size_t i = 0; i < s->rules; i++) {
        const struct dlp_rule_cost *const r = &costs->rules[i];

        buffer_format(out,
                      "{\"schema\":1,\"kind\":\"rule_cost\",\"rule\":\"%s\",\"lane\":\"%s\","
                      "\"triggers\":%llu,\"candidates\":%llu,\"checked\":%llu,\"findings\":%llu,"
                      "\"ns\":%llu}\n",
                      r->rule, r->lane, (unsigned long long)r->triggers,
                      (unsigned long long)r->candidates, (unsigned long long)r->checked,
                      (unsigned long long)r->findings, (unsigned long long)r->ns);
    }
    buffer_format(out,
                  "{\"schema\":1,\"kind\":\"cost\",\"files\":%d,\"bytes\":%llu,\"rules\":%zu,"
                  "\"ns\":%llu,\"literal_ns\":%llu,\"class_ns\":%llu,\"rules_ns\":%llu,"
                  "\"table_ns\":%llu,\"mb_per_second\":%.1f}\n",
                  files, (unsigned long long)s->bytes, s->rules, (unsigned long long)s->ns,
                  (unsigned long long)s->literal_ns, (unsigned long long)s->class_ns,
                  (unsigned long long)s->rules_ns, (unsigned long long)s->table_ns,
                  speed(costs, s->ns));
}

static int cost_scan(int *files, dlp_scanner *scanner, char **paths, int count)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    int worst = STATUS_CLEAN;

    events.on_incomplete = alone_incomplete;
    for (int i = 0; i < count; i++) {
        struct reading reading;
        int status = alone_open(&reading, paths[i]);

        if (status == STATUS_CLEAN)
            status = alone_scan(scanner, paths[i], &reading, &events);
        *files += status == STATUS_CLEAN;
        worst = status > worst ? status : worst;
        alone_close(&reading);
    }
    return worst;
}

static int cost_print(struct costs *costs, const dlp_scanner *scanner, int files, bool jsonl)
{
    const dlp_status status = costs_add(costs, scanner);
    struct buffer out = BUFFER_INIT;
    bool written;

    if (status != DLP_OK) {
        message("cannot tell the costs: %s", dlp_status_name(status));
        return STATUS_ENVIRONMENT;
    }
    costs_sort(costs);
    if (jsonl)
        print_jsonl(&out, costs, files);
    else
        print_text(&out, costs, files);
    written = output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

int cmd_rules_cost(const struct settings *settings, char **args, int count)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct rulebook book = RULEBOOK_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    struct costs costs = { 0 };
    dlp_scanner *scanner = NULL;
    int files = 0, result = rulebook_load(&book, &settings->choice, NULL, 0);

    options.flags = DLP_SCAN_COSTS | DLP_SCAN_COLUMNS;
    options.min_confidence = settings->min_confidence;
    if (result == STATUS_CLEAN)
        result = rulebook_compile(&book);
    if (result == STATUS_CLEAN) {
        result = command_status(dlp_scanner_new(&scanner, book.database, &options, &err));
        if (result != STATUS_CLEAN)
            message("%s", err.message);
    }
    if (scanner) {
        result = cost_scan(&files, scanner, args, count);
        if (files > 0) {
            const int printed =
                cost_print(&costs, scanner, files, strcmp(settings->format, "jsonl") == 0);

            result = printed > result ? printed : result;
        }
    }
    dlp_scanner_free(scanner);
    costs_free(&costs);
    rulebook_free(&book);
    return result;
}
