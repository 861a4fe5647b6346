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
