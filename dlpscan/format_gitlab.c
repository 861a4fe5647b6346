/* dlpscan/format_gitlab.c - GitLab's secret-detection report, schema 15.
 *
 * GitLab would show raw_source_code_extract to whoever may see the pipeline: it is never written. */

#include "json_text.h"
#include "mem.h"
#include "reasons.h"
#include "reports.h"
#include "scan.h"
#include "spill_records.h"

#include <string.h>
#include <time.h>

#define NO_COMMIT "0000000000000000000000000000000000000000"

#define MESSAGES_MAX 1000 /* of what was not read; more are counted */

/* A body is lines, each of a finding or of a message, which is told by its first byte. */
enum { LINE_FINDING = 'F', LINE_MESSAGE = 'M' };

struct gitlab {
    char start[32];
    struct output *out;
    bool any;               /* finding was written */
    struct buffer messages; /* objects with commas between them */
    size_t messages_len;    /* with those that were left out */
};

/* As GitLab wants it: UTC, without a zone. */
static void now(char out[32])
{
    const time_t seconds = time(NULL);
    struct tm parts;

    if (!gmtime_r(&seconds, &parts) || strftime(out, 32, "%Y-%m-%dT%H:%M:%S", &parts) == 0)
        memcpy(out, "1970-01-01T00:00:00", sizeof("1970-01-01T00:00:00"));
}

static void gitlab_open(struct scan *scan, struct report *report)
{
    static const char head[] = "{\"version\":\"15.0.7\",\"vulnerabilities\":[";
    struct gitlab *const gitlab = mem_array(1, sizeof(*gitlab));

    (void)scan;
    now(gitlab->start);
    gitlab->out = &report->out;
    gitlab->messages = (struct buffer)BUFFER_INIT;
    report->state = gitlab;
    output_write(head, sizeof(head) - 1, &report->out);
}

static const char *severity(enum dlp_severity severity)
{
    static const char *const names[] = { "Low", "Medium", "High", "Critical" };

    return (unsigned)severity < 4 ? names[severity] : "Unknown";
}

static void add_description(struct buffer *out, const struct dlp_finding *finding)
{
    struct buffer text = BUFFER_INIT;

    buffer_format(&text, "%s: %s (%s)", finding->title, finding->masked, finding->why);
    buffer_text(out, ",\"description\":");
    json_text(out, text.data);
    buffer_free(&text);
}

static void gitlab_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    struct buffer out = BUFFER_INIT;

    buffer_char(&out, LINE_FINDING);
    buffer_char(&out, '{');
    json_member(&out, "id", finding->id);
    json_member(&out, "category", "secret_detection");
    json_member(&out, "name", finding->title);
    add_description(&out, finding);
    json_member(&out, "severity", severity(finding->severity));
    buffer_text(&out, ",\"scanner\":{\"id\":\"dlpscan\",\"name\":\"dlpscan\"},\"location\":{");
    json_member(&out, "file", buffer_string(&to->item->place));
    buffer_text(&out, ",\"commit\":{");
    json_member(&out, "sha", *item_commit(to->item) ? item_commit(to->item) : NO_COMMIT);
    buffer_char(&out, '}');
    if (!in_path)
        buffer_format(&out, ",\"start_line\":%llu,\"end_line\":%llu",
                      (unsigned long long)finding->line, (unsigned long long)finding->line);
    buffer_text(&out, "},\"identifiers\":[{\"type\":\"dlpscan_rule\"");
    json_member(&out, "name", finding->title);
    json_member(&out, "value", finding->rule);
    buffer_text(&out, "}]}\n");
    spill_write(out.data, out.len, to->body);
    buffer_free(&out);
}

static void gitlab_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    struct buffer text = BUFFER_INIT, out = BUFFER_INIT;

    reason_say(&text, buffer_string(&to->item->place), incomplete->reason, incomplete->rule);
    buffer_char(&out, LINE_MESSAGE);
    buffer_text(&out, "{\"level\":\"warn\",\"value\":");
    json_text(&out, text.data);
    buffer_text(&out, "}\n");
    spill_write(out.data, out.len, to->body);
    buffer_free(&text);
    buffer_free(&out);
}

static size_t take_line(const char *line, size_t len, void *user)
{
    struct gitlab *const gitlab = user;
    const char *const end = len > 0 ? memchr(line, '\n', len) : NULL;

    if (!end)
        return 0;
    len = (size_t)(end - line);
    if (line[0] == LINE_MESSAGE) {
        if (gitlab->messages_len++ < MESSAGES_MAX) {
            buffer_text(&gitlab->messages, gitlab->messages.len ? ",\n" : "\n");
            buffer_add(&gitlab->messages, line + 1, len - 1);
        }
        return len + 1;
    }
    output_write(",\n" + !gitlab->any, 1 + gitlab->any, gitlab->out);
    gitlab->any = true;
    output_write(line + 1, len - 1, gitlab->out);
    return len + 1;
}

static void gitlab_print(struct scan *scan, struct report *report, struct item *item,
                         struct spill *body)
{
    (void)scan;
    (void)item;
    (void)spill_each(body, take_line, report->state); /* the caller asks for errors */
}

/* What was not read is for the eyes of whoever looks at the pipeline. */
static void add_messages(struct buffer *out, const struct gitlab *gitlab)
{
    if (gitlab->messages_len == 0)
        return;
    buffer_text(out, ",\"messages\":[");
    buffer_add(out, gitlab->messages.data, gitlab->messages.len);
    if (gitlab->messages_len > MESSAGES_MAX)
        buffer_format(out,
                      ",\n{\"level\":\"warn\",\"value\":\"%zu more were not read whole; another "
                      "report names them\"}",
                      gitlab->messages_len - MESSAGES_MAX);
    buffer_char(out, ']');
}

static void gitlab_summary(struct scan *scan, struct report *report)
{
    struct gitlab *const gitlab = report->state;
    struct buffer out = BUFFER_INIT;
    char end[32];

    now(end);
    buffer_text(&out, "],\"scan\":{");
    for (int i = 0; i < 2; i++)
        buffer_format(&out,
                      "\"%s\":{\"id\":\"dlpscan\",\"name\":\"dlpscan\",\"version\":\"%s\","
                      "\"vendor\":{\"name\":\"libdlp\"}},",
                      i ? "scanner" : "analyzer", dlp_version());
    buffer_format(&out,
                  "\"type\":\"secret_detection\",\"start_time\":\"%s\",\"end_time\":\"%s\","
                  "\"status\":\"%s\"",
                  gitlab->start, end, scan->tally.broken ? "failure" : "success");
    add_messages(&out, gitlab);
    buffer_text(&out, "}}\n");
    output_write(out.data, out.len, &report->out);
    buffer_free(&out);
    buffer_free(&gitlab->messages);
    mem_free(gitlab);
}

const struct reporter reporter_gitlab = {
    .name = "gitlab",
    .open = gitlab_open,
    .finding = gitlab_finding,
    .incomplete = gitlab_incomplete,
    .print = gitlab_print,
    .summary = gitlab_summary,
};
