/* worker/cell_number.c - numbers of spreadsheets as their cells show them, near enough to be found. */

#include "worker/cell_number.h"

#include "base/civil.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_MAX 1e18
#define DAYS_MAX 2958465.0 /* 9999-12-31 */
#define DAY_SECONDS 86400
#define EPOCH 25569 /* 1970-01-01, in days of a sheet */
#define DAY_TEXT 10 /* bytes of "1984-03-21" */

void number_text(char out[NUMBER_TEXT], double number)
{
    if (number == floor(number) && fabs(number) < WHOLE_MAX)
        (void)snprintf(out, NUMBER_TEXT, "%.0f", number);
    else
        (void)snprintf(out, NUMBER_TEXT, "%.15g", number);
}

void number_date(char out[NUMBER_TEXT], double number, bool since_1904)
{
    const double days = number + (since_1904 ? 1462.0 : 0.0);
    struct dlp_civil date;
    int64_t seconds;

    if (!(days >= 61.0 && days <= DAYS_MAX)) { /* before, its calendar has a day that never was */
        number_text(out, number);
        return;
    }
    seconds = (int64_t)(days * DAY_SECONDS + 0.5);
    date = dlp_civil_of(seconds / DAY_SECONDS - EPOCH);
    seconds %= DAY_SECONDS;
    if (seconds == 0)
        (void)snprintf(out, NUMBER_TEXT, "%04u-%02u-%02u", date.year, date.month, date.day);
    else
        (void)snprintf(out, NUMBER_TEXT, "%04u-%02u-%02u %02d:%02d:%02d", date.year, date.month,
                       date.day, (int)(seconds / 3600), (int)(seconds / 60 % 60),
                       (int)(seconds % 60));
}

static unsigned digits_read(const char *text, size_t len)
{
    unsigned number = 0;

    for (size_t i = 0; i < len; i++)
        number = number * 10 + (uint8_t)(text[i] - '0');
    return number;
}

/* What is no date comes to some day as well, which is shown as another text. */
bool number_of_date(double *number, const char *text, size_t len, bool since_1904)
{
    char shown[NUMBER_TEXT];

    if (len < DAY_TEXT)
        return false;
    *number = (double)(dlp_civil_days((struct dlp_civil){ .year = digits_read(text, 4),
                                                          .month = digits_read(text + 5, 2),
                                                          .day = digits_read(text + 8, 2) })
                       + EPOCH - (since_1904 ? 1462 : 0));
    number_date(shown, *number, since_1904);
    return *number >= 0 && memcmp(shown, text, DAY_TEXT) == 0;
}

bool number_is_date(const char *format)
{
    char closing = 0;

    for (; *format; format++) {
        if (closing) {
            if (*format == closing)
                closing = 0;
        } else if (*format == '"') {
            closing = '"';
        } else if (*format == '[') {
            closing = ']';
        } else if (*format == '\\' && format[1]) {
            format++;
        } else if (*format == 'y' || *format == 'Y' || *format == 'd' || *format == 'D') {
            return true;
        } else if (*format == 'G' || *format == 'E') {
            return false; /* General, or 0.00E+00 */
        }
    }
    return false;
}
