/* dlpscan/format_text.c - the report for people: a block for each file that holds something. */

#include "mem.h"
#include "printable.h"
#include "reporter.h"
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_RULES 20u /* in the summary */

enum { WIDTH_COUNT = 11, WIDTH_PLACE = 9, WIDTH_RULE = 26, WIDTH_VALUE = 26, WIDTH_SEVERITY = 10 };

struct style {
    const char *on;
    const char *off;
};

static struct style style_of(const struct report *report, const char *code)
{
    return report->colored ? (struct style){ code, "\033[0m" } : (struct style){ "", "" };
}

static struct style style_severity(const struct report *report, enum dlp_severity severity)
{
    if (severity >= DLP_SEVERITY_HIGH)
        return style_of(report, "\033[31m");
    return severity == DLP_SEVERITY_MEDIUM ? style_of(report, "\033[33m") : style_of(report, "");
}

/* Fill up a column that began at start; at least two blanks, so that columns never touch. */
static void pad(struct buffer *line, size_t start, size_t width)
{
    static const char blanks[] = "                                ";
    const size_t len = printable_width(line->data + start, line->len - start);
    size_t more = len < width ? width - len : 1;

    if (more == 1 && (line->len == 0 || line->data[line->len - 1] != ' '))
        more = 2;
    for (; more >= sizeof(blanks); more -= sizeof(blanks) - 1)
        buffer_add(line, blanks, sizeof(blanks) - 1);
    buffer_add(line, blanks, more);
}

static void add_column(struct buffer *line, const char *text, size_t width)
{
    const size_t start = line->len;

    printable_text(line, text, strlen(text));
    pad(line, start, width);
}

static void add_value(struct buffer *line, const struct scan *scan,
                      const struct dlp_finding *finding)
{
    const size_t start = line->len;

    if (scan->settings->show_values && finding->value)
        printable_text(line, finding->value, finding->value_len);
    else
        printable_text(line, finding->masked, strlen(finding->masked));
    pad(line, start, WIDTH_VALUE);
}

/* Where in a document what follows stands: a line of its own, once for what stands in one part. */
static void add_part(struct buffer *line, struct reporting *to, const struct dlp_finding *finding)
{
    const char *const part = finding->part ? finding->part : "";
    struct buffer *const last = &to->part[to->report - to->scan->report];

    if (strcmp(buffer_string(last), part) == 0)
        return;
    buffer_cut(last, 0);
    buffer_text(last, part);
    buffer_text(line, " !");
    printable_message(line, part, strlen(part)); /* its '%' and '!' are escapes already */
    buffer_char(line, '\n');
}

static void add_place(struct buffer *line, const struct dlp_finding *finding)
{
    if (finding->location) {
        printable_message(line, finding->location, strlen(finding->location));
        return;
    }
    buffer_number(line, finding->line);
    buffer_char(line, ':');
    buffer_number(line, finding->column);
}

/* In hundredths: 0.92. */
static void add_confidence(struct buffer *line, double confidence)
{
    const unsigned hundredths = (unsigned)(confidence * 100.0 + 0.5);

    buffer_number(line, hundredths / 100);
    buffer_char(line, '.');
    buffer_number(line, hundredths / 10 % 10);
    buffer_number(line, hundredths % 10);
    buffer_text(line, "  ");
}

static void text_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const struct style style = style_severity(to->report, finding->severity);
    struct buffer line = BUFFER_INIT;
    size_t start;

    if (to->hidden)
        return;
    add_part(&line, to, finding);
    buffer_text(&line, "  ");
    start = line.len;
    if (in_path)
        buffer_text(&line, "path");
    else
        add_place(&line, finding);
    pad(&line, start, WIDTH_PLACE);
    add_column(&line, finding->rule, WIDTH_RULE);
    add_value(&line, to->scan, finding);
    add_confidence(&line, finding->confidence);
    buffer_text(&line, style.on);
    add_column(&line, dlp_severity_name(finding->severity), WIDTH_SEVERITY);
    buffer_text(&line, style.off);
    printable_text(&line, finding->why, strlen(finding->why));
    buffer_char(&line, '\n');
    spill_write(line.data, line.len, to->body);
    explicit_bzero(line.data, line.cap);
    buffer_free(&line);
}

/* How many more there were of what is not shown every time. */
static void text_item_end(struct reporting *to)
{
    struct buffer line = BUFFER_INIT;

    for (size_t i = 0; i < to->rules->len; i++) {
        const struct rule_count *const rule = &to->rules->at[i];

        if (rule->hidden == 0)
            continue;
        buffer_cut(&line, 0);
        add_column(&line, "", WIDTH_PLACE + 2);
        add_column(&line, rule->id, WIDTH_RULE);
        buffer_format(&line, "… and %llu more\n", (unsigned long long)rule->hidden);
        spill_write(line.data, line.len, to->body);
    }
    buffer_free(&line);
    buffer_free(&to->part[to->report - to->scan->report]);
}

static void text_incident(struct reporting *to, const struct incident_condition *condition,
                          uint32_t count)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "  fails policy ");
    printable_text(&line, condition->policy, strlen(condition->policy));
    buffer_text(&line, ": ");
    incident_words(&line, condition, count);
    buffer_char(&line, '\n');
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void text_print(struct scan *scan, struct report *report, struct item *item,
                       struct spill *body)
{
    const struct style style = style_of(report, "\033[1m");
    struct buffer head = BUFFER_INIT;

    (void)scan;
    if (item->findings == 0)
        return;
    buffer_format(&head, "%s%s%s: %llu finding%s\n", style.on, buffer_string(&item->shown),
                  style.off, (unsigned long long)item->findings, item->findings == 1 ? "" : "s");
    output_write(head.data, head.len, &report->out);
    (void)spill_drain(body, output_write, &report->out); /* the caller asks for errors */
    output_write("\n", 1, &report->out);
    buffer_free(&head);
}

static void add_kinds(struct buffer *out, const char *title, const struct tally_kinds *kinds)
{
    if (kinds->total == 0)
        return;
    buffer_format(out, "%s: %llu (", title, (unsigned long long)kinds->total);
    for (size_t i = 0; i < kinds->len; i++)
        buffer_format(out, "%s%s %llu", i ? ", " : "", kinds->kind[i].name,
                      (unsigned long long)kinds->kind[i].count);
    buffer_text(out, ")\n");
}

static void add_conf(struct buffer *out, const struct conf *conf)
{
    struct buffer names = BUFFER_INIT;

    if (conf->file)
        conf_names(&names, conf, false);
    if (names.len) {
        buffer_text(out, "settings: ");
        printable_path(out, conf->file, strlen(conf->file));
        buffer_format(out, " (%s)\n", names.data);
    }
    buffer_free(&names);
}

static int compare_counts(const void *a, const void *b)
{
    const struct rule_count *const left = a, *const right = b;

    if (left->findings != right->findings)
        return left->findings < right->findings ? 1 : -1;
    return strcmp(left->id, right->id);
}

static void add_rule(struct buffer *out, const struct rule_count *rule)
{
    char count[32];
    const int len = snprintf(count, sizeof(count), "%llu", (unsigned long long)rule->findings);

    pad(out, out->len, len < WIDTH_COUNT - 2 ? (size_t)(WIDTH_COUNT - 2 - len) : 0);
    buffer_text(out, count);
    buffer_text(out, "  ");
    add_column(out, rule->id, WIDTH_RULE);
    buffer_format(out, "in %llu file%s\n", (unsigned long long)rule->items,
                  rule->items == 1 ? "" : "s");
}

/* Where not all lines are shown, nobody can count them. */
static void add_rules(struct buffer *out, const struct rule_counts *rules)
{
    uint64_t hidden = 0;
    struct rule_count *order;

    for (size_t i = 0; i < rules->len; i++)
        hidden += rules->at[i].hidden;
    if (hidden == 0)
        return;
    order = mem_array(rules->len, sizeof(*order));
    memcpy(order, rules->at, rules->len * sizeof(*order));
    qsort(order, rules->len, sizeof(*order), compare_counts);
    buffer_format(out, "by rule (%llu are not shown above: --per-rule 0 shows all):\n",
                  (unsigned long long)hidden);
    for (size_t i = 0; i < rules->len && i < SHOWN_RULES; i++)
        add_rule(out, &order[i]);
    if (rules->len > SHOWN_RULES)
        buffer_format(out, "%*s… and %zu rules more\n", WIDTH_COUNT, "", rules->len - SHOWN_RULES);
    buffer_char(out, '\n');
    mem_free(order);
}

static void text_summary(struct scan *scan, struct report *report)
{
    const struct tally *const tally = &scan->tally;
    const char *comma = " (";
    struct buffer out = BUFFER_INIT;

    if (scan->settings->quiet)
        return;
    add_rules(&out, &tally->rules);
    buffer_format(&out, "%llu file%s, %llu bytes, %.2f seconds: %llu finding%s",
                  (unsigned long long)tally->files, tally->files == 1 ? "" : "s",
                  (unsigned long long)tally->bytes, tally->seconds,
                  (unsigned long long)tally->findings, tally->findings == 1 ? "" : "s");
    for (int severity = TALLY_SEVERITIES - 1; severity >= 0; severity--) {
        if (tally->severity[severity] == 0)
            continue;
        buffer_format(&out, "%s%llu %s", comma, (unsigned long long)tally->severity[severity],
                      dlp_severity_name((enum dlp_severity)severity));
        comma = ", ";
    }
    buffer_text(&out, tally->findings ? ")\n" : "\n");
    add_kinds(&out, "incomplete", &tally->incomplete);
    add_kinds(&out, "allowed", &tally->allowed);
    add_kinds(&out, "skipped", &tally->skipped);
    if (tally->unchanged)
        buffer_format(&out, "unchanged: %llu, as the state has them\n",
                      (unsigned long long)tally->unchanged);
    add_conf(&out, &scan->settings->conf);
    if (scan->settings->no_sandbox)
        buffer_text(&out, "documents were read without a sandbox\n");
    incidents_words(&out, &scan->incidents);
    output_write(out.data, out.len, &report->out);
    buffer_free(&out);
}

const struct reporter reporter_text = {
    .name = "text",
    .folds = true,
    .notes = true,
    .finding = text_finding,
    .item_end = text_item_end,
    .incident = text_incident,
    .print = text_print,
    .summary = text_summary,
};
