/* worker/ods.c - the tables of an ODF spreadsheet as lines of cells. */

#include "worker/cell_number.h"
#include "worker/office.h"
#include "worker/strings.h"
#include "worker/tell.h"
#include "worker/xml.h"

#include <stdlib.h>
#include <string.h>

#define REPEATS_MAX 1024u /* of a cell that holds something; empty ones are only counted */
#define GAP_MAX 100000u
#define COLUMNS_MAX 16384u

struct table {
    char name[256];
    unsigned long row, told; /* from 1; told 0: none */
    unsigned long gaps;
    unsigned long column, repeated, row_repeated;
    bool open;        /* a part */
    bool begun;       /* the line of this row */
    unsigned in_text; /* paragraphs, of a cell or a comment */
    struct strings text;
    char raw[48];
};

static void line_begin(struct table *table)
{
    if (table->begun)
        return;
    table->begun = true;
    if (!table->open)
        tell_part(DLP_PART_SHEET, "", table->name, (uint32_t)table->row);
    table->open = true;
    for (unsigned long row = table->told + 1;
         table->told > 0 && row < table->row && table->gaps < GAP_MAX; row++, table->gaps++)
        tell_row_end();
    table->told = table->row;
}

static void cell_start(struct table *table, const struct xml_attributes *attributes)
{
    char type[16];

    table->repeated = xml_number(attributes, "number-columns-repeated", 1);
    table->text.len = 0;
    table->raw[0] = '\0';
    if (xml_attribute(attributes, "value-type", type, sizeof(type))) {
        if (strcmp(type, "date") == 0)
            (void)xml_attribute(attributes, "date-value", table->raw, sizeof(table->raw));
        else if (strcmp(type, "float") == 0)
            (void)xml_attribute(attributes, "value", table->raw, sizeof(table->raw));
    }
}

/* A number as it is, not as it is shown: 4.1E+15 is a card. */
static void use_number(struct table *table)
{
    char text[NUMBER_TEXT], *end;
    const double number = strtod(table->raw, &end);

    if (table->raw[0] == '\0')
        return;
    if (*end == '\0' && end != table->raw) {
        number_text(text, number);
        table->text.len = 0;
        strings_add(&table->text, text, strlen(text));
    } else if (end != table->raw) { /* a date */
        table->text.len = 0;
        strings_add(&table->text, table->raw, strlen(table->raw));
    }
}

static void cell_end(struct table *table)
{
    use_number(table);
    if (table->text.len > 0) {
        const unsigned long times = table->repeated < REPEATS_MAX ? table->repeated : REPEATS_MAX;

        line_begin(table);
        for (unsigned long i = 0; i < times && table->column + i < COLUMNS_MAX; i++) {
            tell_column((unsigned)(table->column + i));
            tell_cell(table->text.text, table->text.len);
        }
    }
    table->text.len = 0;
    table->column += table->repeated < COLUMNS_MAX ? table->repeated : COLUMNS_MAX;
}

static void ods_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct table *const table = user;

    if (strcmp(name, "table") == 0) {
        if (!xml_attribute(attributes, "name", table->name, sizeof(table->name)))
            memcpy(table->name, "table", 6);
        table->row = 0;
        table->told = 0;
        table->row_repeated = 1;
    } else if (strcmp(name, "table-row") == 0) {
        table->row++;
        table->row_repeated = xml_number(attributes, "number-rows-repeated", 1);
        table->column = 0;
        table->begun = false;
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        cell_start(table, attributes);
    } else if (strcmp(name, "p") == 0) {
        if (table->in_text++ == 0 && table->text.len > 0)
            strings_add(&table->text, " ", 1);
    } else if (table->in_text > 0 && (strcmp(name, "s") == 0 || strcmp(name, "tab") == 0)) {
        strings_add(&table->text, " ", 1);
    }
}

static void ods_end(void *user, const char *name)
{
    struct table *const table = user;

    if (strcmp(name, "table") == 0) {
        if (table->open)
            tell_end(DLP_REASON_NONE);
        table->open = false;
    } else if (strcmp(name, "table-row") == 0) {
        if (table->begun)
            tell_row_end();
        table->row +=
            table->row_repeated > 1 && table->row_repeated < 1048576 ? table->row_repeated - 1 : 0;
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        cell_end(table);
    } else if (strcmp(name, "p") == 0 && table->in_text > 0) {
        table->in_text--;
    }
}

static void ods_text(void *user, const char *text, size_t len)
{
    struct table *const table = user;

    if (table->in_text > 0)
        strings_add(&table->text, text, len);
}

enum dlp_reason ods_read(struct archive *archive)
{
    static const struct xml_events events = { ods_start, ods_end, ods_text };
    struct table table = { .row = 0 };
    const enum dlp_reason reason = xml_read(archive, &events, &table);

    if (table.open)
        tell_end(reason);
    else if (reason != DLP_REASON_NONE)
        tell_incomplete("content.xml", reason);
    strings_free(&table.text);
    return reason;
}
