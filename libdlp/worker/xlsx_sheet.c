/* worker/xlsx_sheet.c - a sheet of a workbook as lines of cells, from its first row that holds something. */

#include "worker/office.h"
#include "worker/tell.h"
#include "worker/xlsx_number.h"
#include "worker/xml.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 16384u
#define ROWS_MAX 1048576u
#define GAP_MAX 100000u /* empty rows that are told, in all: beyond, rows are numbered too low */

struct sheet {
    const struct xlsx *book;
    const char *name;
    unsigned long row, column; /* of the cell that is read, from 1 and from 0 */
    unsigned long told;        /* the row of the last line that was told; 0: none */
    unsigned long gaps;
    bool begun; /* the line of this row */
    char type;  /* of the cell: 's' shared, 'n' number, 't' text */
    unsigned long style;
    bool in_value;
    char value[XLSX_NUMBER_MAX]; /* of a number or of a shared string's number */
    size_t value_len;
};

/* "BC12" -> 54; other when there are no letters. */
static unsigned long column_of(const char *cell, unsigned long other)
{
    unsigned long column = 0;
    size_t i = 0;

    for (; cell[i] >= 'A' && cell[i] <= 'Z' && i < 4; i++)
        column = column * 26 + (unsigned long)(cell[i] - 'A') + 1;
    return i > 0 && column <= COLUMNS_MAX ? column - 1 : other;
}

/* Begin the line of the row, below those that are empty. */
static void row_line(struct sheet *sheet)
{
    if (sheet->begun)
        return;
    sheet->begun = true;
    if (sheet->told == 0)
        tell_part(DLP_PART_SHEET, "", sheet->name, (uint32_t)sheet->row);
    for (unsigned long row = sheet->told + 1;
         sheet->told > 0 && row < sheet->row && sheet->gaps < GAP_MAX; row++, sheet->gaps++)
        tell_row_end();
    sheet->told = sheet->row;
}

static void tell_value(struct sheet *sheet, const char *text, size_t len)
{
    if (len == 0)
        return;
    row_line(sheet);
    tell_column((unsigned)sheet->column);
    tell_cell(text, len);
}

static void tell_number(struct sheet *sheet)
{
    char text[NUMBER_TEXT];

    sheet->value[sheet->value_len] = '\0';
    if (xlsx_number(sheet->book, sheet->style, sheet->value, text))
        tell_value(sheet, text, strlen(text));
    else
        tell_value(sheet, sheet->value, sheet->value_len);
}

static void cell_start(struct sheet *sheet, const struct xml_attributes *attributes)
{
    char text[16];

    sheet->column = column_of(xml_attribute(attributes, "r", text, sizeof(text)) ? text : "",
                              sheet->column + 1);
    if (sheet->column >= COLUMNS_MAX)
        sheet->column = COLUMNS_MAX - 1;
    (void)xml_attribute(attributes, "t", text, sizeof(text));
    sheet->type = strcmp(text, "s") == 0 ? 's'
        : strcmp(text, "inlineStr") == 0 || strcmp(text, "str") == 0 || strcmp(text, "d") == 0
        ? 't'
        : 'n';
    sheet->style = xml_number(attributes, "s", ULONG_MAX);
    sheet->value_len = 0;
}

static void sheet_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct sheet *const sheet = user;

    if (strcmp(name, "row") == 0) {
        const unsigned long row = xml_number(attributes, "r", sheet->row + 1);

        sheet->row = row > sheet->row && row <= ROWS_MAX ? row : sheet->row + 1;
        sheet->column = ULONG_MAX;
        sheet->begun = false;
    } else if (strcmp(name, "c") == 0) {
        cell_start(sheet, attributes);
    } else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        sheet->in_value = true;
    } else if (strcmp(name, "oddHeader") == 0 || strcmp(name, "oddFooter") == 0) {
        sheet->in_value = true; /* a line of its own, behind the cells */
        sheet->type = 'h';
        sheet->value_len = 0;
    }
}

/* Texts of any length go out as they come: one cell is one piece for the parser, or many. */
static struct strings cell_text;

static void sheet_text(void *user, const char *text, size_t len)
{
    struct sheet *const sheet = user;
    const size_t room = XLSX_NUMBER_MAX - 1 - sheet->value_len;

    if (!sheet->in_value)
        return;
    if (sheet->type == 't' || sheet->type == 'h') {
        strings_add(&cell_text, text, len);
        return;
    }
    memcpy(sheet->value + sheet->value_len, text, len < room ? len : room);
    sheet->value_len += len < room ? len : room;
}

static void tell_shared(struct sheet *sheet)
{
    size_t len;
    const char *text;

    sheet->value[sheet->value_len] = '\0';
    text = strings_at(&sheet->book->shared, strtoul(sheet->value, NULL, 10), &len);
    tell_value(sheet, text, len);
}

static void tell_page_text(struct sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
    sheet->begun = false;
    tell_value(sheet, cell_text.text, cell_text.len);
    if (sheet->begun)
        tell_row_end();
}

static void sheet_end(void *user, const char *name)
{
    struct sheet *const sheet = user;

    sheet->in_value = false;
    if (strcmp(name, "c") == 0) {
        if (sheet->type == 't' && cell_text.len > 0)
            tell_value(sheet, cell_text.text, cell_text.len);
        else if (sheet->type == 's')
            tell_shared(sheet);
        else if (sheet->type == 'n' && sheet->value_len > 0)
            tell_number(sheet);
        cell_text.len = 0;
        sheet->type = 'n';
    } else if (strcmp(name, "row") == 0 && sheet->begun) {
        tell_row_end();
    } else if (sheet->type == 'h') {
        if (cell_text.len > 0)
            tell_page_text(sheet);
        cell_text.len = 0;
        sheet->type = 'n';
    }
}

static const char *sheet_name(const struct xlsx *book, const char *file)
{
    for (size_t i = 0; i < book->sheets; i++) {
        if (strcmp(book->sheet[i].file, file) == 0)
            return book->sheet[i].name[0] ? book->sheet[i].name : file;
    }
    return strncmp(file, "xl/worksheets/", 14) == 0 && strstr(file, ".xml")
            && !strstr(file, "_rels/")
        ? file
        : NULL;
}

bool xlsx_sheet(const struct xlsx *book, struct archive *archive, const char *name)
{
    static const struct xml_events events = { sheet_start, sheet_end, sheet_text };
    struct sheet sheet = { .book = book, .name = sheet_name(book, name), .type = 'n' };
    enum dlp_reason reason;

    if (!sheet.name)
        return false;
    reason = xml_read(archive, &events, &sheet);
    if (sheet.told == 0 && reason != DLP_REASON_NONE)
        tell_incomplete(name, reason);
    else if (sheet.told > 0)
        tell_end(reason);
    return true;
}
