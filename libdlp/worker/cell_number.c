/* worker/cell_number.c - numbers of spreadsheets as their cells show them, near enough to be found. */

#include "worker/cell_number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#define WHOLE_MAX 1e18
#define DAYS_MAX 2958465.0 /* 9999-12-31 */
#define DAY_SECONDS 86400

void number_text(char out[NUMBER_TEXT], double number)
{
    if (number == floor(number) && fabs(number) < WHOLE_MAX)
        (void)snprintf(out, NUMBER_TEXT, "%.0f", number);
    else
        (void)snprintf(out, NUMBER_TEXT, "%.15g", number);
}

/* Days since 1970-01-01 -> year, month, day (Howard Hinnant's civil_from_days, for years above 0). */
static void civil(int64_t days, int *year, int *month, int *day)
{
    const int64_t z = days + 719468;
    const int64_t era = z / 146097;
    const int64_t of_era = z - era * 146097;
    const int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    const int64_t m = (5 * of_year + 2) / 153;

    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

void number_date(char out[NUMBER_TEXT], double number, bool since_1904)
{
    const double days = number + (since_1904 ? 1462.0 : 0.0);
    int64_t seconds;
    int year, month, day;

    if (!(days >= 61.0 && days <= DAYS_MAX)) { /* before, its calendar has a day that never was */
        number_text(out, number);
        return;
    }
    seconds = (int64_t)(days * DAY_SECONDS + 0.5);
    civil(seconds / DAY_SECONDS - 25569, &year, &month, &day);
    seconds %= DAY_SECONDS;
    if (seconds == 0)
        (void)snprintf(out, NUMBER_TEXT, "%04d-%02d-%02d", year, month, day);
    else
        (void)snprintf(out, NUMBER_TEXT, "%04d-%02d-%02d %02d:%02d:%02d", year, month, day,
                       (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
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
