/* dlpscan/columns.c - cells of a table for people. */

#include "columns.h"

#include "printable.h"

#include <string.h>

void column_text(struct buffer *out, const char *text, size_t width)
{
    const size_t start = out->len;
    size_t len;

    printable_text(out, text, strlen(text));
    for (len = printable_width(out->data + start, out->len - start); len < width; len++)
        buffer_char(out, ' ');
    buffer_text(out, "  ");
}
