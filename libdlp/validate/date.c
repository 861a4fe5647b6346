/* validate/date.c - calendar dates (proleptic Gregorian), and dates as people write their birthday.
 *
 * A pure function knows no clock: the last year that passes as a birthday is a constant with some
 * years of room. */

#include "validate/checks_world.h"

#define DATE_BIRTH_FIRST 1900u
#define DATE_BIRTH_LAST 2039u

bool dlp_day_exists(unsigned year, unsigned month, unsigned day)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

bool dlp_date_valid(unsigned year, unsigned month, unsigned day)
{
    return year >= 1850 && year <= 2100 && dlp_day_exists(year, month, day);
}

static bool date_either_century(const uint8_t *year, const uint8_t *month, const uint8_t *day)
{
    for (unsigned century = 1900; century <= 2000; century += 100) {
        if (dlp_date_valid(century + dlp_digits_number(year, 2), dlp_digits_number(month, 2),
                           dlp_digits_number(day, 2)))
            return true;
    }
    return false;
}

bool dlp_yymmdd_valid(const uint8_t *digits)
{
    return date_either_century(digits, digits + 2, digits + 4);
}

bool dlp_ddmmyy_valid(const uint8_t *digits)
{
    return date_either_century(digits + 4, digits + 2, digits);
}

static bool date_birth(unsigned year, unsigned month, unsigned day)
{
    return year >= DATE_BIRTH_FIRST && year <= DATE_BIRTH_LAST && dlp_date_valid(year, month, day);
}

/* One number of at most 4 digits; *at moves behind it. */
static size_t date_field(const uint8_t *value, size_t len, size_t *at, unsigned *number)
{
    size_t n = 0;

    *number = 0;
    while (*at < len && n < 5 && dlp_is_digit(value[*at])) {
        *number = *number * 10 + (unsigned)(value[*at] - '0');
        (*at)++;
        n++;
    }
    return n;
}

/* YYYY-MM-DD (ISO 8601), YYYY/MM/DD, YYYY.MM.DD, DD.MM.YYYY, DD-MM-YYYY, and with slashes day or
 * month first: which of the two is unknowable, so either may be a real date. */
bool dlp_check_date(const uint8_t *value, size_t len)
{
    unsigned field[3];
    size_t digits[3];
    uint8_t separator = 0;
    size_t at = 0;

    for (size_t i = 0; i < 3; i++) {
        if (i > 0) {
            if (at == len || (value[at] != '-' && value[at] != '/' && value[at] != '.'))
                return false;
            if (i == 2 && value[at] != separator)
                return false;
            separator = value[at++];
        }
        digits[i] = date_field(value, len, &at, &field[i]);
    }
    if (at != len || digits[1] < 1 || digits[1] > 2)
        return false;
    if (digits[0] == 4 && digits[2] >= 1 && digits[2] <= 2)
        return date_birth(field[0], field[1], field[2]);
    if (digits[2] != 4 || digits[0] < 1 || digits[0] > 2)
        return false;
    return date_birth(field[2], field[1], field[0])
        || (separator == '/' && date_birth(field[2], field[0], field[1]));
}
