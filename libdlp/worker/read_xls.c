/* worker/read_xls.c - old workbooks, by freexl; of others in the same container it is only said what they are. */

#include "worker/cell_number.h"
#include "worker/tell.h"
#include "worker/worker.h"

#include <freexl.h>
#include <string.h>
#include <unistd.h>

#define NAMES_MAX ((size_t)64 << 20) /* where a directory's names are looked for */

/* Is there a stream of that name? The directory holds names in UTF-16. */
static bool has_stream(const struct worker_document *document, const char *name)
{
    char wide[64];
    const size_t len = strlen(name);
    const size_t most = document->len < NAMES_MAX ? document->len : NAMES_MAX;

    for (size_t i = 0; i < len; i++) {
        wide[2 * i] = name[i];
        wide[2 * i + 1] = '\0';
    }
    return memmem(document->data, most, wide, 2 * len) != NULL;
}

static void tell_value(const FreeXL_CellValue *cell)
{
    char text[NUMBER_TEXT] = "";

    switch (cell->type) {
    case FREEXL_CELL_INT:
        number_text(text, cell->value.int_value);
        break;
    case FREEXL_CELL_DOUBLE:
        number_text(text, cell->value.double_value);
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        if (cell->value.text_value)
            tell_cell(cell->value.text_value, strlen(cell->value.text_value));
        return;
    default:
        return;
    }
    tell_cell(text, strlen(text));
}

static void tell_row(const void *book, unsigned row, unsigned short columns)
{
    for (unsigned short i = 0; i < columns; i++) {
        FreeXL_CellValue cell;

        if (freexl_get_cell_value(book, row, i, &cell) != FREEXL_OK
            || cell.type == FREEXL_CELL_NULL)
            continue;
        tell_column(i);
        tell_value(&cell);
    }
    tell_row_end();
}

static enum dlp_reason tell_sheet(const void *book, unsigned short number)
{
    const char *name = NULL;
    unsigned rows = 0;
    unsigned short columns = 0;

    if (freexl_get_worksheet_name(book, number, &name) != FREEXL_OK
        || freexl_select_active_worksheet(book, number) != FREEXL_OK
        || freexl_worksheet_dimensions(book, &rows, &columns) != FREEXL_OK)
        return DLP_REASON_DAMAGED;
    tell_part(DLP_PART_SHEET, "", name ? name : "sheet", 1);
    for (unsigned row = 0; row < rows; row++)
        tell_row(book, row, columns);
    tell_end(DLP_REASON_NONE);
    return DLP_REASON_NONE;
}

static enum dlp_reason tell_book(const void *book)
{
    enum dlp_reason reason = DLP_REASON_NONE;
    unsigned sheets = 0, locked = 0;

    if (freexl_get_info(book, FREEXL_BIFF_PASSWORD, &locked) == FREEXL_OK
        && locked == FREEXL_BIFF_OBFUSCATED)
        return DLP_REASON_ENCRYPTED;
    if (freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &sheets) != FREEXL_OK)
        return DLP_REASON_DAMAGED;
    for (unsigned i = 0; i < sheets && i <= UINT16_MAX; i++) {
        const enum dlp_reason sheet = tell_sheet(book, (unsigned short)i);

        reason = reason == DLP_REASON_NONE ? sheet : reason;
    }
    return reason;
}

static enum dlp_reason why(int result)
{
    switch (result) {
    case FREEXL_INSUFFICIENT_MEMORY:
        _exit(WORKER_NO_MEMORY);
    case FREEXL_UNSUPPORTED_CHARSET:
        return DLP_REASON_UNSUPPORTED;
    default:
        return DLP_REASON_DAMAGED;
    }
}

enum dlp_reason read_xls(const struct worker_document *document)
{
    const void *book = NULL;
    enum dlp_reason reason;
    int result;

    if (has_stream(document, "EncryptedPackage"))
        return DLP_REASON_ENCRYPTED;
    if (!has_stream(document, "Workbook") && !has_stream(document, "Book"))
        return DLP_REASON_UNSUPPORTED;
    result = freexl_open("/proc/self/fd/3", &book); /* which is the document: fopen.c */
    reason = result == FREEXL_OK ? tell_book(book) : why(result);
    if (book)
        (void)freexl_close(book);
    return reason;
}
