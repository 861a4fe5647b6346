/* dlpscan/format_csv.c - the report as a table for spreadsheets: RFC 4180, one row a finding. */

#include "csv_text.h"
#include "json_text.h"
#include "reports.h"
#include "scan.h"

#include <string.h>

static void add_number(struct buffer *row, uint64_t number)
{
    buffer_char(row, ',');
    buffer_number(row, number);
}

static void add_commit(struct buffer *row, const struct item *item)
{
    csv_cell(row, item_commit(item));
    csv_cell(row, item_date(item));
}

static void csv_open(struct scan *scan, struct report *report)
{
    static const char head[] =
        "kind,path,line,column,rule,title,category,region,severity,confidence,offset,length,"
        "masked,token,tags,why,commit,date\r\n";

    (void)scan;
    output_write(head, sizeof(head) - 1, &report->out);
}

static void add_tags(struct buffer *row, const struct dlp_finding *finding, bool in_path)
{
    struct buffer tags = BUFFER_INIT;

    for (size_t i = 0; i < finding->tags_len; i++)
        buffer_format(&tags, "%s%s", i ? " " : "", finding->tags[i]);
    if (in_path)
        buffer_format(&tags, "%spath", tags.len ? " " : "");
    csv_cell(row, buffer_string(&tags));
    buffer_free(&tags);
}

static void csv_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    struct buffer row = BUFFER_INIT;

    buffer_text(&row, "finding");
    csv_cell(&row, buffer_string(&to->item->place));
    add_number(&row, finding->line);
    add_number(&row, finding->column);
    csv_cell(&row, finding->rule);
    csv_cell(&row, finding->title);
    csv_cell(&row, finding->category);
    csv_cell(&row, finding->region);
    csv_cell(&row, dlp_severity_name(finding->severity));
    buffer_char(&row, ',');
    json_hundredths(&row, finding->confidence);
    if (finding->location)
        buffer_char(&row, ','); /* it stands nowhere in the file as it is */
    else
        add_number(&row, finding->offset);
    add_number(&row, finding->length);
    csv_cell(&row, finding->masked);
    csv_cell(&row, to->scan->key_is_ours || !finding->token ? "" : finding->token);
    add_tags(&row, finding, in_path);
    csv_cell(&row, finding->why);
    add_commit(&row, to->item);
    buffer_text(&row, "\r\n");
    spill_write(row.data, row.len, to->body);
    buffer_free(&row);
}

static void csv_skipped(struct reporting *to, const char *reason)
{
    struct buffer row = BUFFER_INIT;

    buffer_text(&row, "skipped");
    csv_cell(&row, buffer_string(&to->item->place));
    buffer_text(&row, ",,,,,,,,,,,,,");
    csv_cell(&row, reason);
    add_commit(&row, to->item);
    buffer_text(&row, "\r\n");
    spill_write(row.data, row.len, to->body);
    buffer_free(&row);
}

static void csv_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    struct buffer row = BUFFER_INIT;

    buffer_text(&row, "incomplete");
    csv_cell(&row, buffer_string(&to->item->place));
    buffer_text(&row, ",,");
    csv_cell(&row, incomplete->rule ? incomplete->rule : "");
    buffer_text(&row, ",,,,,");
    add_number(&row, incomplete->offset);
    buffer_char(&row, ',');
    if (incomplete->length != UINT64_MAX)
        buffer_number(&row, incomplete->length);
    buffer_text(&row, ",,,");
    csv_cell(&row, incomplete->reason);
    add_commit(&row, to->item);
    buffer_text(&row, "\r\n");
    spill_write(row.data, row.len, to->body);
    buffer_free(&row);
}

static void csv_summary(struct scan *scan, struct report *report)
{
    (void)scan; /* a table has no place for sums: a row of them would be summed, too */
    (void)report;
}

const struct reporter reporter_csv = {
    .name = "csv",
    .open = csv_open,
    .finding = csv_finding,
    .incomplete = csv_incomplete,
    .skipped = csv_skipped,
    .print = reporter_print_body,
    .summary = csv_summary,
};
