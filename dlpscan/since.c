/* dlpscan/since.c - a moment of the past, as people write it. */

#include "since.h"

#include "exceptions.h"
#include "numeral.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool read_day(const char *text, int64_t *when)
{
    struct tm parts = { .tm_isdst = -1 }, same;

    if (!exception_is_day(text))
        return false;
    parts.tm_year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3]
        - '0' - 1900;
    parts.tm_mon = (text[5] - '0') * 10 + text[6] - '0' - 1;
    parts.tm_mday = (text[8] - '0') * 10 + text[9] - '0';
    same = parts;
    (void)timegm(&same); /* 2026-31-01 would be a day of 2028 */
    if (same.tm_mon != parts.tm_mon || same.tm_mday != parts.tm_mday)
        return false;
    *when = (int64_t)mktime(&parts);
    return *when > 0;
}

static bool read_length(const char *text, int64_t *when)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = { { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 }, { 'w', 604800 } };
    const size_t len = strlen(text);
    char number[16];
    uint64_t n = 0;

    if (len < 2 || len > sizeof(number))
        return false;
    memcpy(number, text, len - 1);
    number[len - 1] = '\0';
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (units[i].unit != text[len - 1] || !number_read(number, &n) || n == 0 || n > 1000000)
            continue;
        *when = (int64_t)time(NULL) - (int64_t)n * units[i].seconds;
        return *when > 0;
    }
    return false;
}

bool since_read(const char *text, int64_t *when)
{
    return read_day(text, when) || read_length(text, when);
}
