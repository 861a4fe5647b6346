/* dlpscan/inventory/column_report.c - what columns hold, for people and for programs. */

#include "inventory/column_report.h"

#include "columns.h"
#include "csv_text.h"
#include "json_text.h"
#include "message.h"
#include "output.h"
#include "printable.h"
#include "reasons.h"

#include <stdio.h>
#include <string.h>

/* What all tables come to. */
struct sums {
    uint64_t rows;
    size_t columns, holding;
    bool sampled;
};

static struct sums sum_up(const struct column_report *report)
{
    struct sums sums = { 0 };

    for (size_t i = 0; i < report->holdings->len; i++) {
        const struct holding_table *const table = report->holdings->table[i];

        sums.rows += table->rows;
        sums.columns += table->len;
        sums.sampled = sums.sampled || table->sampled;
        for (size_t j = 0; j < table->len; j++)
            sums.holding += table->column[j].len > 0;
    }
    return sums;
}

static bool is_clear(const struct column_report *report)
{
    return persons_is_exact(&report->holdings->persons) && !sum_up(report).sampled;
}

static bool tells_over(const struct column_report *report)
{
    return report->allowance && allowance_is_said(report->allowance);
}

/* ---- For people ------------------------------------------------------------------------------------ */

enum { WIDTH_COLUMN = 24, WIDTH_RULE = 26 };

static void text_head(struct buffer *out, const struct holding_table *table)
{
    printable_text(out, table->file, strlen(table->file));
    if (*table->name) {
        buffer_char(out, '#');
        printable_text(out, table->name, strlen(table->name));
    }
    buffer_format(out, ": %llu row%s%s, %zu column%s\n", (unsigned long long)table->rows,
                  table->rows == 1 ? "" : "s", table->sampled ? " (a sample)" : "", table->len,
                  table->len == 1 ? "" : "s");
}

static void text_holding(struct buffer *out, const struct table_column *column, size_t i)
{
    const struct holding *const holding = &column->holding[i];
    char distinct[32];

    buffer_text(out, "  ");
    column_text(out, i ? "" : column->name, WIDTH_COLUMN);
    column_text(out, holding->rule, WIDTH_RULE);
    snprintf(distinct, sizeof(distinct), "%s%llu", distinct_is_exact(&holding->distinct) ? "" : "~",
             (unsigned long long)distinct_count(&holding->distinct));
    buffer_format(out, "%8llu %8llu %4.0f %% %9s %4.0f %%  %.2f  %s\n",
                  (unsigned long long)holding->values, (unsigned long long)holding->cells,
                  100 * holding_share(column, holding), distinct, 100 * holding_unique(holding),
                  holding_confidence(holding), holding->over ? "over-collected" : "");
}

static void text_table(struct buffer *out, const struct holding_table *table)
{
    const char *comma = "  nothing found in: ";
    size_t len;

    text_head(out, table);
    for (size_t i = 0, first = 1; i < table->len; i++) {
        for (size_t j = 0; j < table->column[i].len; j++, first = 0) {
            if (first) {
                buffer_text(out, "  ");
                column_text(out, "column", WIDTH_COLUMN);
                column_text(out, "holds", WIDTH_RULE);
                buffer_text(out, "  values    cells  share  distinct unique  confidence\n");
            }
            text_holding(out, &table->column[i], j);
            len = out->len;
            while (len > 0 && (out->data[len - 1] == ' ' || out->data[len - 1] == '\n'))
                len--;
            buffer_cut(out, len);
            buffer_char(out, '\n');
        }
    }
    for (size_t i = 0; i < table->len; i++) {
        if (table->column[i].len)
            continue;
        buffer_text(out, comma);
        printable_text(out, table->column[i].name, strlen(table->column[i].name));
        comma = ", ";
    }
    buffer_text(out, *comma == ',' ? "\n" : "");
    if (table->columns_limit)
        buffer_format(out, "  more than %u columns: the others were left out\n", HOLDING_COLUMNS);
    buffer_char(out, '\n');
}

static void text_persons(struct buffer *out, const struct column_report *report)
{
    const struct persons *const persons = &report->holdings->persons;
    const unsigned long long count = persons_count(persons);

    if (persons->rows) {
        buffer_format(
            out, "about %llu person%s in %llu row%s with an identifier%s%s\n", count,
            count == 1 ? "" : "s", (unsigned long long)persons->rows, persons->rows == 1 ? "" : "s",
            persons_is_exact(persons) ? "" : " (an estimate: there are too many to compare all)",
            sum_up(report).sampled ? " of the sample" : "");
    }
    if (persons->bare)
        buffer_format(out, "%llu more row%s personal data and no identifier\n",
                      (unsigned long long)persons->bare, persons->bare == 1 ? " holds" : "s hold");
}

static void text_write(struct buffer *out, const struct column_report *report)
{
    const struct sums sums = sum_up(report);
    const struct allowance *const allowance = report->allowance;

    for (size_t i = 0; i < report->holdings->len; i++)
        text_table(out, report->holdings->table[i]);
    text_persons(out, report);
    if (report->quiet)
        return;
    buffer_format(
        out, "%zu %s%s, %zu table%s, %llu row%s, %zu column%s: %zu with data of a known kind",
        report->sources_len, report->sources, report->sources_len == 1 ? "" : "s",
        report->holdings->len, report->holdings->len == 1 ? "" : "s", (unsigned long long)sums.rows,
        sums.rows == 1 ? "" : "s", sums.columns, sums.columns == 1 ? "" : "s", sums.holding);
    if (tells_over(report)) {
        buffer_format(out, ", %zu over-collected", report->over);
        if (allowance->receiver) {
            buffer_text(out, " for ");
            printable_text(out, allowance->receiver, strlen(allowance->receiver));
        }
    }
    buffer_char(out, '\n');
}

/* ---- For programs ---------------------------------------------------------------------------------- */

static void json_number(struct buffer *out, const char *name, uint64_t number)
{
    buffer_format(out, ",\"%s\":%llu", name, (unsigned long long)number);
}

static void json_place(struct buffer *out, const char *kind, const struct holding_table *table)
{
    buffer_text(out, "{\"schema\":1");
    json_member(out, "kind", kind);
    json_member(out, "file", table->file);
    json_member(out, "table", table->name);
}

static void json_holding(struct buffer *out, const struct column_report *report,
                         const struct table_column *column, const struct holding *holding)
{
    buffer_char(out, '{');
    json_member(out, "rule", holding->rule);
    json_member(out, "title", holding->title);
    json_member(out, "category", holding->category);
    json_member(out, "severity", dlp_severity_name(holding->severity));
    json_number(out, "values", holding->values);
    json_number(out, "cells", holding->cells);
    buffer_text(out, ",\"share\":");
    json_hundredths(out, holding_share(column, holding));
    json_number(out, "distinct", distinct_count(&holding->distinct));
    buffer_format(out, ",\"distinct_exact\":%s,\"unique\":",
                  distinct_is_exact(&holding->distinct) ? "true" : "false");
    json_hundredths(out, holding_unique(holding));
    buffer_text(out, ",\"confidence\":");
    json_hundredths(out, holding_confidence(holding));
    if (tells_over(report))
        buffer_format(out, ",\"over_collected\":%s", holding->over ? "true" : "false");
    buffer_char(out, '}');
}

static void json_table(struct buffer *out, const struct column_report *report,
                       const struct holding_table *table)
{
    for (size_t i = 0; i < table->len; i++) {
        const struct table_column *const column = &table->column[i];

        json_place(out, "column", table);
        json_member(out, "column", column->name);
        json_number(out, "filled", column->filled);
        buffer_text(out, ",\"holds\":[");
        for (size_t j = 0; j < column->len; j++) {
            if (j)
                buffer_char(out, ',');
            json_holding(out, report, column, &column->holding[j]);
        }
        buffer_text(out, "]}\n");
    }
    json_place(out, "table", table);
    json_number(out, "rows", table->rows);
    json_number(out, "columns", table->len);
    buffer_format(out, ",\"sampled\":%s,\"columns_whole\":%s}\n", table->sampled ? "true" : "false",
                  table->columns_limit ? "false" : "true");
}

/* Each NAME, tab, reason of the notes. */
static const char *next_note(const char *note, struct buffer *name, struct buffer *reason)
{
    const size_t len = strcspn(note, "\t"), end = strcspn(note, "\n");

    buffer_cut(name, 0);
    buffer_cut(reason, 0);
    buffer_add(name, note, len);
    buffer_add(reason, note + len + 1, end - len - 1);
    return note + end + 1;
}

static void json_notes(struct buffer *out, const char *note)
{
    struct buffer name = BUFFER_INIT, reason = BUFFER_INIT;

    while (*note) {
        note = next_note(note, &name, &reason);
        buffer_text(out, "{\"schema\":1");
        json_member(out, "kind", "incomplete");
        json_member(out, "path", buffer_string(&name));
        json_member(out, "reason", buffer_string(&reason));
        buffer_text(out, "}\n");
    }
    buffer_free(&name);
    buffer_free(&reason);
}

static void json_write(struct buffer *out, const struct column_report *report)
{
    const struct persons *const persons = &report->holdings->persons;
    const struct sums sums = sum_up(report);

    for (size_t i = 0; i < report->holdings->len; i++)
        json_table(out, report, report->holdings->table[i]);
    json_notes(out, report->notes);
    buffer_text(out, "{\"schema\":1");
    json_member(out, "kind", "inventory");
    json_number(out, "sources", report->sources_len);
    json_number(out, "tables", report->holdings->len);
    json_number(out, "rows", sums.rows);
    json_number(out, "columns", sums.columns);
    json_number(out, "holding", sums.holding);
    json_number(out, "persons", persons_count(persons));
    buffer_format(out, ",\"persons_exact\":%s", is_clear(report) ? "true" : "false");
    json_number(out, "rows_with_identifier", persons->rows);
    json_number(out, "rows_without_identifier", persons->bare);
    if (tells_over(report)) {
        json_number(out, "over_collected", report->over);
        if (report->allowance->receiver)
            json_member(out, "receiver", report->allowance->receiver);
    }
    json_number(out, "incomplete", report->incomplete->total);
    buffer_text(out, "}\n");
}

static void csv_number(struct buffer *row, uint64_t number)
{
    buffer_format(row, ",%llu", (unsigned long long)number);
}

static void csv_row(struct buffer *out, const struct holding_table *table,
                    const struct table_column *column, const struct holding *holding)
{
    struct buffer row = BUFFER_INIT;

    csv_cell(&row, table->file);
    csv_cell(&row, table->name);
    csv_cell(&row, column->name);
    csv_number(&row, table->rows);
    csv_number(&row, column->filled);
    csv_cell(&row, holding ? holding->rule : "");
    csv_cell(&row, holding ? holding->title : "");
    csv_cell(&row, holding ? holding->category : "");
    csv_cell(&row, holding ? dlp_severity_name(holding->severity) : "");
    if (holding) {
        csv_number(&row, holding->values);
        csv_number(&row, holding->cells);
        buffer_format(&row, ",%.2f", holding_share(column, holding));
        csv_number(&row, distinct_count(&holding->distinct));
        buffer_format(&row, ",%s,%.2f,%.2f,%s",
                      distinct_is_exact(&holding->distinct) ? "yes" : "no", holding_unique(holding),
                      holding_confidence(holding), holding->over ? "yes" : "no");
    } else {
        buffer_text(&row, ",0,0,,,,,,");
    }
    buffer_text(&row, "\r\n");
    buffer_add(out, row.data, row.len);
    buffer_free(&row);
}

static void csv_write(struct buffer *out, const struct column_report *report)
{
    buffer_text(out,
                "file,table,column,rows,filled,rule,title,category,severity,values,cells,share,"
                "distinct,distinct_exact,unique,confidence,over_collected\r\n");
    for (size_t i = 0; i < report->holdings->len; i++) {
        const struct holding_table *const table = report->holdings->table[i];

        for (size_t j = 0; j < table->len; j++) {
            if (table->column[j].len == 0)
                csv_row(out, table, &table->column[j], NULL);
            for (size_t k = 0; k < table->column[j].len; k++)
                csv_row(out, table, &table->column[j], &table->column[j].holding[k]);
        }
    }
}

/* ---- All of it ------------------------------------------------------------------------------------- */

static void say_notes(const char *note)
{
    struct buffer name = BUFFER_INIT, reason = BUFFER_INIT, line = BUFFER_INIT;

    while (*note) {
        note = next_note(note, &name, &reason);
        buffer_cut(&line, 0);
        reason_note(&line, buffer_string(&name), buffer_string(&reason), NULL, 0);
        message_raw(line.data, line.len);
    }
    buffer_free(&name);
    buffer_free(&reason);
    buffer_free(&line);
}

bool column_report_print(struct column_report *report)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    report->over = report->allowance ? allowance_judge(report->allowance, report->holdings) : 0;
    holdings_sort(report->holdings);
    if (strcmp(report->format, "jsonl") == 0)
        json_write(&out, report);
    else if (strcmp(report->format, "csv") == 0)
        csv_write(&out, report);
    else
        text_write(&out, report);
    written = output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    say_notes(report->notes);
    return written;
}
