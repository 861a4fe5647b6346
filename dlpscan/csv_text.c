/* dlpscan/csv_text.c - a cell of a table for spreadsheets, RFC 4180.
 *
 * A spreadsheet takes a cell that begins with '=' and the like for a formula, and what is scanned
 * chooses some of our cells: those get an apostrophe before them. */

#include "csv_text.h"

#include <string.h>

void csv_cell(struct buffer *row, const char *text)
{
    if (row->len)
        buffer_char(row, ',');
    if (!*text)
        return;
    buffer_char(row, '"');
    if (strchr("=+-@\t\r", *text) && strcmp(text, "-") != 0)
        buffer_char(row, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buffer_char(row, '"');
        buffer_char(row, *text);
    }
    buffer_char(row, '"');
}
