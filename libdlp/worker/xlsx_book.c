/* worker/xlsx_book.c - the parts of a workbook that must be known before its sheets are read: their names,
 * the strings that their cells share, and which styles show dates. */

#include "worker/xlsx_book.h"

#include "base/alloc.h"
#include "worker/cell_number.h"
#include "worker/office.h"
#include "worker/xml.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct xlsx *xlsx_new(void)
{
    struct xlsx *const book = dlp_calloc(1, sizeof(*book));

    if (!book)
        _exit(WORKER_NO_MEMORY);
    return book;
}

void xlsx_free(struct xlsx *book)
{
    if (book)
        strings_free(&book->shared);
    dlp_free(book);
}

static void no_end(void *user, const char *name)
{
    (void)user;
    (void)name;
}

static void no_text(void *user, const char *text, size_t len)
{
    (void)user;
    (void)text;
    (void)len;
}

static struct xlsx_sheet *sheet_by_id(struct xlsx *book, const char *id)
{
    for (size_t i = 0; i < book->sheets; i++) {
        if (strcmp(book->sheet[i].id, id) == 0)
            return &book->sheet[i];
    }
    if (book->sheets == XLSX_SHEETS)
        return NULL;
    (void)snprintf(book->sheet[book->sheets].id, sizeof(book->sheet[0].id), "%s", id);
    return &book->sheet[book->sheets++];
}

static void workbook_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct xlsx *const book = user;
    char id[64], text[8];

    if (strcmp(name, "workbookPr") == 0
        && xml_attribute(attributes, "date1904", text, sizeof(text)))
        book->since_1904 = strcmp(text, "1") == 0 || strcmp(text, "true") == 0;
    if (strcmp(name, "sheet") == 0 && xml_attribute(attributes, "id", id, sizeof(id))) {
        struct xlsx_sheet *const sheet = sheet_by_id(book, id);

        if (sheet)
            (void)xml_attribute(attributes, "name", sheet->name, sizeof(sheet->name));
    }
}

static void relation_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct xlsx *const book = user;
    char id[64], type[128], target[XLSX_NAME - 8];
    struct xlsx_sheet *sheet;

    if (strcmp(name, "Relationship") != 0 || !xml_attribute(attributes, "Id", id, sizeof(id))
        || !xml_attribute(attributes, "Type", type, sizeof(type)) || !strstr(type, "sheet")
        || !xml_attribute(attributes, "Target", target, sizeof(target)))
        return;
    sheet = sheet_by_id(book, id);
    if (!sheet)
        return;
    if (target[0] == '/')
        (void)snprintf(sheet->file, sizeof(sheet->file), "%s", target + 1);
    else
        (void)snprintf(sheet->file, sizeof(sheet->file), "xl/%s", target);
}

/* ---- Shared strings: runs are joined, readings of Japanese are left out -------------------------- */

struct sharing {
    struct strings *strings;
    bool in_text, in_reading;
};

static void shared_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct sharing *const sharing = user;

    (void)attributes;
    if (strcmp(name, "si") == 0)
        strings_begin(sharing->strings);
    sharing->in_text = strcmp(name, "t") == 0;
    if (strcmp(name, "rPh") == 0)
        sharing->in_reading = true;
}

static void shared_end(void *user, const char *name)
{
    struct sharing *const sharing = user;

    sharing->in_text = false;
    if (strcmp(name, "rPh") == 0)
        sharing->in_reading = false;
    if (strcmp(name, "si") == 0 && sharing->strings->start)
        strings_end(sharing->strings);
}

static void shared_text(void *user, const char *text, size_t len)
{
    struct sharing *const sharing = user;

    if (sharing->in_text && !sharing->in_reading && sharing->strings->start)
        strings_add(sharing->strings, text, len);
}

/* ---- Styles --------------------------------------------------------------------------------------- */

struct styling {
    struct xlsx *book;
    bool in_cells;
};

static bool format_is_date(const struct xlsx *book, unsigned long format)
{
    if ((format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31)
        || format == 36 || (format >= 50 && format <= 58))
        return true; /* ECMA-376 18.8.30 */
    for (size_t i = 0; i < book->date_formats; i++) {
        if (book->date_format[i] == format)
            return true;
    }
    return false;
}

static void style_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct styling *const styling = user;
    struct xlsx *const book = styling->book;
    char code[128];

    if (strcmp(name, "cellXfs") == 0)
        styling->in_cells = true;
    if (strcmp(name, "numFmt") == 0 && book->date_formats < XLSX_SHEETS
        && xml_attribute(attributes, "formatCode", code, sizeof(code)) && number_is_date(code))
        book->date_format[book->date_formats++] = (unsigned)xml_number(attributes, "numFmtId", 0);
    if (strcmp(name, "xf") == 0 && styling->in_cells && book->styles < XLSX_STYLES)
        book->is_date[book->styles++] = format_is_date(book, xml_number(attributes, "numFmtId", 0));
}

static void style_end(void *user, const char *name)
{
    struct styling *const styling = user;

    if (strcmp(name, "cellXfs") == 0)
        styling->in_cells = false;
}

enum dlp_reason xlsx_prepare(struct xlsx *book, struct archive *archive, const char *name)
{
    static const struct xml_events workbook = { workbook_start, no_end, no_text };
    static const struct xml_events relations = { relation_start, no_end, no_text };
    static const struct xml_events shared = { shared_start, shared_end, shared_text };
    static const struct xml_events styles = { style_start, style_end, no_text };
    struct sharing sharing = { .strings = &book->shared };
    struct styling styling = { .book = book };

    if (strcmp(name, "xl/workbook.xml") == 0)
        return xml_read(archive, &workbook, book);
    if (strcmp(name, "xl/_rels/workbook.xml.rels") == 0)
        return xml_read(archive, &relations, book);
    if (strcmp(name, "xl/sharedStrings.xml") == 0)
        return xml_read(archive, &shared, &sharing);
    if (strcmp(name, "xl/styles.xml") == 0)
        return xml_read(archive, &styles, &styling);
    return DLP_REASON_NONE;
}
