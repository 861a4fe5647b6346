/* common/numeral.c - numbers of the command line, read strictly.
 *
 * strtod(3) takes "nan", "0x1p-1" and leading blanks, and strtoull(3) takes "-1": a threshold
 * that is silently something else would hide findings. */

#include "numeral.h"

#include <stddef.h>
#include <string.h>

#define FRACTION_DIGITS 15 /* what a double holds */

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool number_read(const char *text, uint64_t *out)
{
    const bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const uint64_t base = hex ? 16 : 10;
    uint64_t value = 0;

    if (hex)
        text += 2;
    if (*text == '\0')
        return false;
    for (; *text; text++) {
        const int digit = digit_value(*text);

        if (digit < 0 || (uint64_t)digit >= base || value > (UINT64_MAX - (uint64_t)digit) / base)
            return false;
        value = value * base + (uint64_t)digit;
    }
    *out = value;
    return true;
}

bool number_bytes(const char *text, uint64_t *out)
{
    static const char units[] = "KMG";
    const size_t len = strlen(text);
    const char *const unit = len ? strchr(units, text[len - 1]) : NULL;
    const unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    char digits[24];
    uint64_t value = 0;

    if (len == 0 || len >= sizeof(digits))
        return false;
    memcpy(digits, text, len + 1);
    if (unit)
        digits[len - 1] = '\0';
    if (!number_read(digits, &value) || value > UINT64_MAX >> shift)
        return false;
    *out = value << shift;
    return true;
}

bool number_fraction(const char *text, double *out)
{
    double value = 0, scale = 1;
    size_t digits = 0;
    bool point = false;

    for (; *text; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (*text < '0' || *text > '9' || ++digits > FRACTION_DIGITS)
            return false;
        value = value * 10 + (*text - '0');
        if (point)
            scale *= 10;
    }
    value /= scale;
    if (digits == 0 || value > 1)
        return false;
    *out = value;
    return true;
}
