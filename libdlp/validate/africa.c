/* validate/africa.c - Africa: numbers that are more than one weighted sum. */

#include "validate/checks_world.h"

#include <string.h>

/* Egypt: century, YYMMDD, governorate of birth, serial, check. */
bool dlp_check_eg_national_id(const uint8_t *value, size_t len)
{
    uint8_t d[14];
    unsigned place;

    if (dlp_number(value, len, d, sizeof(d)) != 14 || (d[0] != 2 && d[0] != 3))
        return false;
    place = dlp_digits_number(d + 7, 2);
    return dlp_date_valid(1700 + 100u * d[0] + dlp_digits_number(d + 1, 2),
                          dlp_digits_number(d + 3, 2), dlp_digits_number(d + 5, 2))
        && ((place >= 1 && place <= 4) || (place >= 11 && place <= 19)
            || (place >= 21 && place <= 29) || (place >= 31 && place <= 35) || place == 88);
}

/* Morocco, ICE: fifteen digits divisible by 97. */
bool dlp_check_ma_ice(const uint8_t *value, size_t len)
{
    uint8_t d[15];
    unsigned rest = 0;

    if (dlp_number(value, len, d, sizeof(d)) != 15 || dlp_all_equal(d, 15))
        return false;
    for (size_t i = 0; i < 15; i++)
        rest = (rest * 10 + d[i]) % 97;
    return rest == 0;
}

/* Mauritius: first letter of the surname, DDMMYY, serial, check. */
bool dlp_check_mu_nid(const uint8_t *value, size_t len)
{
    static const struct dlp_weights row = {
        14, 13, 13, 17, { 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 }, "0GFEDCBA987654321"
    };
    uint8_t items[14];

    if (dlp_alnum(value, len, items, sizeof(items)) != 14)
        return false;
    for (size_t i = 0; i < 13; i++) {
        if ((items[i] > 9) != (i == 0))
            return false;
    }
    return dlp_ddmmyy_valid(items + 1) && dlp_weights_hold(&row, items, 14);
}

/* Senegal, NINEA: seven or nine digits, and behind them or not a code of three for the taxes. */
bool dlp_check_sn_ninea(const uint8_t *value, size_t len)
{
    uint8_t items[12];
    size_t n = dlp_alnum(value, len, items, sizeof(items));
    unsigned sum = 0;

    if (n == 10 || n == 12) {
        n -= 3;
        if (items[n] > 2 || items[n + 1] < 10 || items[n + 2] > 9)
            return false;
    }
    if ((n != 7 && n != 9) || dlp_all_equal(items, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (items[i] > 9)
            return false;
        sum += items[i] * (i % 2 ? 2u : 1u);
    }
    return sum % 10 == 0;
}

/* Tunisia, matricule fiscal: seven digits and a letter that follows from them. */
bool dlp_check_tn_mf(const uint8_t *value, size_t len)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTVWXYZ";
    uint8_t d[7] = { 0 };
    size_t n = 0;

    while (n < len && n < 7 && dlp_is_digit(value[n]))
        n++;
    if (n < 3 || (n < len && dlp_is_digit(value[n])))
        return false;
    dlp_digits(value, n, d + 7 - n, n);
    while (n < len && dlp_separator(value + n, len - n) > 0)
        n += dlp_separator(value + n, len - n);
    return n < len && letters[dlp_rising_sum(d, 7, 1) % 23] == (value[n] & 0xdf);
}

/* South Africa: YYMMDD, serial, citizenship (0, 1; 2 for refugees), a digit once used for race, Luhn. */
bool dlp_check_za_id(const uint8_t *value, size_t len)
{
    uint8_t d[13];

    return dlp_number(value, len, d, sizeof(d)) == 13 && dlp_yymmdd_valid(d) && d[10] <= 2
        && dlp_luhn_holds(d, 13);
}
