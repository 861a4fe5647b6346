/* dlpscan/format_html.c - the report as one page that needs nothing else: data, script and style.
 *
 * The page's parts are dlpscan/page/head.html and tail.html; between them stand the findings, as JSON
 * that is written file by file. What was scanned chooses paths and masked values: '<' never gets
 * into the data as it is, and the script puts text into the page as text. */

#include "catalog.h"
#include "json_text.h"
#include "made/page.h" /* of dlpscan/page */
#include "mem.h"
#include "reasons.h"
#include "reports.h"
#include "scan.h"

#include <string.h>
#include <time.h>

struct html {
    struct catalog catalog;
    bool any; /* file was written */
};

static void html_open(struct scan *scan, struct report *report)
{
    struct html *const html = mem_array(1, sizeof(*html));

    catalog_init(&html->catalog, scan->rules);
    report->state = html;
    output_write(page_head, sizeof(page_head) - 1, &report->out);
}

/* JSON stays the same when '<' is written as an escape, and no "</script>" can end it. */
static int write_inside(const void *data, size_t len, void *user)
{
    const char *at = data;
    const char *const end = at + len;

    while (at < end) {
        const char *const bracket = memchr(at, '<', (size_t)(end - at));
        const char *const stop = bracket ? bracket : end;

        output_write(at, (size_t)(stop - at), user);
        if (bracket)
            output_write("\\u003c", 6, user);
        at = bracket ? bracket + 1 : end;
    }
    return 0;
}

static void html_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const struct html *const html = to->report->state;
    const size_t rule = catalog_find(&html->catalog, finding->rule);
    struct buffer out = BUFFER_INIT;

    if (rule == html->catalog.len)
        return; /* a database has no rule that its set lacks */
    atomic_store(&html->catalog.rule[rule].found, true);
    buffer_text(&out, ",\n[");
    buffer_number(&out, rule);
    buffer_char(&out, ',');
    buffer_number(&out, in_path ? 0 : finding->line);
    buffer_char(&out, ',');
    buffer_number(&out, in_path ? 0 : finding->column);
    buffer_char(&out, ',');
    json_hundredths(&out, finding->confidence);
    buffer_char(&out, ',');
    json_text(&out, finding->masked);
    buffer_char(&out, ',');
    json_text(&out, finding->why);
    buffer_char(&out, ']');
    spill_write(out.data, out.len, to->body);
    buffer_free(&out);
}

static void html_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    struct buffer out = BUFFER_INIT;

    buffer_text(&out, ",\n[");
    json_text(&out, incomplete->reason);
    buffer_char(&out, ',');
    json_text(&out, reason_text(incomplete->reason));
    buffer_char(&out, ']');
    spill_write(out.data, out.len, to->body);
    buffer_free(&out);
}

/* Each entry begins with a comma, which the first of a file must not have. */
struct entries {
    struct output *out;
    bool any;
};

static int write_entries(const void *data, size_t len, void *user)
{
    struct entries *const entries = user;
    const size_t skip = !entries->any && len > 0;

    entries->any = entries->any || len > 0;
    return write_inside((const char *)data + skip, len - skip, entries->out);
}

static void html_print(struct scan *scan, struct report *report, struct item *item,
                       struct spill *body)
{
    struct html *const html = report->state;
    struct entries entries = { &report->out, false };
    struct buffer out = BUFFER_INIT;

    (void)scan;
    if (spill_is_empty(body))
        return;
    buffer_format(&out, "%s{", html->any ? ",\n" : "");
    json_member(&out, "p", buffer_string(&item->place));
    if (*item_commit(item))
        buffer_format(&out, ",\"c\":\"%.12s %s\"", item_commit(item), item_date(item));
    buffer_text(&out, ",\"e\":[");
    write_inside(out.data, out.len, &report->out);
    (void)spill_drain(body, write_entries, &entries); /* the caller asks for errors */
    output_write("]}", 2, &report->out);
    html->any = true;
    buffer_free(&out);
}

static void add_rules(struct buffer *out, const struct catalog *catalog)
{
    bool any = false;

    buffer_text(out, ",\"rules\":{");
    for (size_t i = 0; i < catalog->len; i++) {
        const struct dlp_rule_info *const rule = &catalog->rule[i].info;

        if (!atomic_load(&catalog->rule[i].found))
            continue;
        buffer_format(out, "%s\"%zu\":[", any ? "," : "", i);
        json_text(out, rule->id);
        buffer_char(out, ',');
        json_text(out, rule->title);
        buffer_char(out, ',');
        json_text(out, rule->category);
        buffer_char(out, ',');
        json_text(out, rule->region);
        buffer_format(out, ",%d]\n", (int)rule->severity);
        any = true;
    }
    buffer_char(out, '}');
}

static void add_date(struct buffer *out)
{
    const time_t seconds = time(NULL);
    struct tm parts;
    char text[32] = "";

    if (gmtime_r(&seconds, &parts))
        (void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M UTC", &parts);
    json_member(out, "date", text);
}

static void add_run(struct buffer *out, const struct scan *scan)
{
    const struct tally *const tally = &scan->tally;

    add_date(out);
    json_member(out, "version", dlp_version());
    json_member(out, "digest", scan->info.digest);
    buffer_format(out,
                  ",\"rules_on\":%zu,\"seconds\":%.3f,\"files\":%llu,\"bytes\":%llu,"
                  "\"findings\":%llu,\"incomplete\":%llu,\"skipped\":{",
                  scan->info.rules, tally->seconds, (unsigned long long)tally->files,
                  (unsigned long long)tally->bytes, (unsigned long long)tally->findings,
                  (unsigned long long)tally->incomplete.total);
    for (size_t i = 0; i < tally->skipped.len; i++)
        buffer_format(out, "%s\"%s\":%llu", i ? "," : "", tally->skipped.kind[i].name,
                      (unsigned long long)tally->skipped.kind[i].count);
    buffer_char(out, '}');
}

static void html_summary(struct scan *scan, struct report *report)
{
    static const char middle[] = "]</script>\n<script type=\"application/json\" id=\"run\">";
    struct html *const html = report->state;
    struct buffer out = BUFFER_INIT;

    output_write(middle, sizeof(middle) - 1, &report->out);
    buffer_char(&out, '{');
    add_run(&out, scan);
    add_rules(&out, &html->catalog);
    buffer_char(&out, '}');
    write_inside(out.data, out.len, &report->out);
    output_write("</script>\n", 10, &report->out);
    output_write(page_tail, sizeof(page_tail) - 1, &report->out);
    buffer_free(&out);
    catalog_free(&html->catalog);
    mem_free(html);
}

const struct reporter reporter_html = {
    .name = "html",
    .open = html_open,
    .finding = html_finding,
    .incomplete = html_incomplete,
    .print = html_print,
    .summary = html_summary,
};
