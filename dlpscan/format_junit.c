/* dlpscan/format_junit.c - the report as JUnit XML: a failed test for each file with findings, a
 * broken one for each that was not read whole, and one that passed for all the others.
 *
 * The sums stand at the head, and are known at the end: the cases wait in a spill. */

#include "json_text.h"
#include "markup.h"
#include "mem.h"
#include "reasons.h"
#include "reports.h"
#include "scan.h"

struct junit {
    struct spill cases;
    uint64_t failures, errors;
};

static void junit_open(struct scan *scan, struct report *report)
{
    struct junit *const junit = mem_array(1, sizeof(*junit));

    (void)scan;
    spill_init(&junit->cases);
    report->state = junit;
}

static void junit_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    struct buffer line = BUFFER_INIT;

    if (in_path)
        buffer_text(&line, "path");
    else
        buffer_format(&line, "%llu:%llu", (unsigned long long)finding->line,
                      (unsigned long long)finding->column);
    buffer_char(&line, ' ');
    markup_text(&line, finding->rule);
    buffer_char(&line, ' ');
    markup_text(&line, finding->masked);
    buffer_format(&line, " %s ", dlp_severity_name(finding->severity));
    json_hundredths(&line, finding->confidence);
    buffer_char(&line, ' ');
    markup_text(&line, finding->why);
    buffer_char(&line, '\n');
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void junit_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    struct buffer line = BUFFER_INIT;

    buffer_format(&line, "incomplete: %s", incomplete->reason);
    if (incomplete->rule)
        buffer_format(&line, ", rule %s", incomplete->rule);
    buffer_text(&line, ": ");
    markup_text(&line, reason_text(incomplete->reason));
    buffer_char(&line, '\n');
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void junit_print(struct scan *scan, struct report *report, struct item *item,
                        struct spill *body)
{
    struct junit *const junit = report->state;
    const char *const what = item->findings ? "failure" : "error";
    struct buffer head = BUFFER_INIT;

    (void)scan;
    if (spill_is_empty(body))
        return;
    *(item->findings ? &junit->failures : &junit->errors) += 1;
    buffer_text(&head, "    <testcase classname=\"dlpscan\"");
    markup_attribute(&head, "name", buffer_string(&item->place));
    buffer_format(&head, ">\n      <%s message=\"", what);
    if (item->findings)
        buffer_format(&head, "%llu finding%s", (unsigned long long)item->findings,
                      item->findings == 1 ? "" : "s");
    else
        buffer_text(&head, "not read whole");
    buffer_text(&head, "\">");
    spill_write(head.data, head.len, &junit->cases);
    (void)spill_drain(body, spill_write, &junit->cases);
    buffer_cut(&head, 0);
    buffer_format(&head, "</%s>\n    </testcase>\n", what);
    spill_write(head.data, head.len, &junit->cases);
    buffer_free(&head);
}

static void junit_summary(struct scan *scan, struct report *report)
{
    struct junit *const junit = report->state;
    struct buffer out = BUFFER_INIT;
    const unsigned long long tests = junit->failures + junit->errors + 1;

    buffer_format(&out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                  "  <testsuite name=\"dlpscan\" tests=\"%llu\" failures=\"%llu\" errors=\"%llu\" "
                  "skipped=\"0\" time=\"%.3f\">\n"
                  "    <testcase classname=\"dlpscan\" name=\"all other files are clean\"/>\n",
                  tests, (unsigned long long)junit->failures, (unsigned long long)junit->errors,
                  scan->tally.seconds);
    output_write(out.data, out.len, &report->out);
    if (!spill_drain(&junit->cases, output_write, &report->out))
        tally_broken(&scan->tally);
    buffer_cut(&out, 0);
    buffer_format(&out,
                  "    <system-out>%llu files, %llu bytes, %llu findings, %llu incomplete, "
                  "%llu skipped</system-out>\n  </testsuite>\n</testsuites>\n",
                  (unsigned long long)scan->tally.files, (unsigned long long)scan->tally.bytes,
                  (unsigned long long)scan->tally.findings,
                  (unsigned long long)scan->tally.incomplete.total,
                  (unsigned long long)scan->tally.skipped.total);
    output_write(out.data, out.len, &report->out);
    buffer_free(&out);
    spill_free(&junit->cases);
    mem_free(junit);
}

const struct reporter reporter_junit = {
    .name = "junit",
    .open = junit_open,
    .finding = junit_finding,
    .incomplete = junit_incomplete,
    .print = junit_print,
    .summary = junit_summary,
};
