/* validate/ca.c - Canada: business numbers. */

#include "validate/checks_world.h"

/* CRA, RC2: nine digits with a Luhn digit, and with a program account its two letters and a
 * reference of four digits. */
bool dlp_check_ca_bn(const uint8_t *value, size_t len)
{
    static const uint8_t programs[][2] = {
        { 27, 12 }, /* RC: corporation income tax */
        { 27, 22 }, /* RM: import and export */
        { 27, 25 }, /* RP: payroll */
        { 27, 27 }, /* RR: registered charities */
        { 27, 29 }, /* RT: goods and services tax */
        { 27, 35 }, /* RZ: information returns */
    };
    uint8_t items[15];
    const size_t n = dlp_alnum(value, len, items, sizeof(items));

    if (n != 9 && n != 15)
        return false;
    for (size_t i = 0; i < n; i++) {
        if ((items[i] > 9) != (i == 9 || i == 10))
            return false;
    }
    if (dlp_all_equal(items, 9) || !dlp_luhn_holds(items, 9))
        return false;
    for (size_t i = 0; n == 15 && i < sizeof(programs) / sizeof(programs[0]); i++) {
        if (items[9] == programs[i][0] && items[10] == programs[i][1])
            return true;
    }
    return n == 9;
}

/* RAMQ: three letters of the surname and one of the given name, the date of birth, for women with 50
 * added to the month, and two digits. */
bool dlp_check_ca_ramq(const uint8_t *value, size_t len)
{
    uint8_t items[12];
    unsigned month, year, day;

    if (dlp_alnum(value, len, items, sizeof(items)) != 12)
        return false;
    for (size_t i = 0; i < 12; i++) {
        if ((items[i] > 9) != (i < 4))
            return false;
    }
    year = dlp_digits_number(items + 4, 2);
    month = dlp_digits_number(items + 6, 2);
    day = dlp_digits_number(items + 8, 2);
    month -= month > 50 ? 50 : 0;
    return dlp_day_exists(1900 + year, month, day) || dlp_day_exists(2000 + year, month, day);
}
