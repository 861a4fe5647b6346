/* worker/xlsx_number.c - what a workbook's cell shows of its number. */

#include "worker/xlsx_number.h"

#include <stdlib.h>
#include <string.h>

bool xlsx_number(const struct xlsx *book, unsigned long style, const char *digits,
                 char text[NUMBER_TEXT])
{
    const size_t len = strlen(digits);
    char *end;
    const double number = strtod(digits, &end);

    if (end == digits || *end != '\0')
        return false;
    if (style < book->styles && book->is_date[style])
        number_date(text, number, book->since_1904);
    else if (strpbrk(digits, "eE") || len > 17)
        number_text(text, number);
    else
        memcpy(text, digits, len + 1);
    return true;
}
