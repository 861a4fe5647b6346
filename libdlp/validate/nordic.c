/* validate/nordic.c - Norway, Denmark, Finland, Iceland, and numbers of Swedish organisations. */

#include "validate/id.h"

#include <string.h>

/* Momsregistreringsnummer: organisation number and 01. */
bool dlp_check_se_vat(const uint8_t *value, size_t len)
{
    uint8_t d[12];

    return dlp_id_digits(value, len, d, 12) && dlp_two(d + 10) == 1 && dlp_luhn_holds(d, 10);
}

/* Year of birth from the two digits and the individual number; 0 when no century fits. */
static unsigned no_year(unsigned year, unsigned individual)
{
    if (individual < 500)
        return 1900 + year;
    if (individual < 750 && year >= 54)
        return 1800 + year;
    if (year < 40)
        return 2000 + year;
    return individual >= 900 ? 1900 + year : 0;
}

/* Fodselsnummer; D-numbers add 40 to the day, H-numbers 40 to the month. */
bool dlp_check_no_fodselsnummer(const uint8_t *value, size_t len)
{
    static const uint8_t first[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 };
    static const uint8_t second[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
    uint8_t d[11];
    unsigned day, month, year;

    if (!dlp_id_digits(value, len, d, 11) || dlp_items_sum(d, first, 10) % 11 != 0
        || dlp_items_sum(d, second, 11) % 11 != 0)
        return false;
    day = dlp_two(d);
    month = dlp_two(d + 2);
    year = no_year(dlp_two(d + 4), dlp_digits_number(d + 6, 3));
    return year != 0
        && dlp_day_exists(year, month > 40 ? month - 40 : month, day > 40 ? day - 40 : day);
}

/* CPR number: a birthday whose century the seventh digit tells. The check digit is not kept since 2007. */
bool dlp_check_dk_cpr(const uint8_t *value, size_t len)
{
    uint8_t d[10];
    unsigned year;

    if (!dlp_id_digits(value, len, d, 10))
        return false;
    year = dlp_two(d + 4);
    if (d[6] >= 5 && d[6] <= 8 && year >= 58)
        year += 1800;
    else if (d[6] <= 3 || ((d[6] == 4 || d[6] == 9) && year >= 37))
        year += 1900;
    else
        year += 2000;
    return year <= 2039 && dlp_day_exists(year, dlp_two(d + 2), dlp_two(d));
}

/* Henkilotunnus: the sign tells the century; serials from 900 on are given out for a time, to patients
 * whose own is not known, and in tests. */
bool dlp_check_fi_hetu(const uint8_t *value, size_t len)
{
    uint8_t d[9], check;
    unsigned century;

    if (len != 11)
        return false;
    for (size_t i = 0; i < 9; i++) {
        const uint8_t c = value[i < 6 ? i : i + 1];

        if (!dlp_is_digit(c))
            return false;
        d[i] = (uint8_t)(c - '0');
    }
    if (value[6] == '+')
        century = 1800;
    else if (value[6] == '-' || (dlp_lower(value[6]) >= 'u' && dlp_lower(value[6]) <= 'y'))
        century = 1900;
    else if (dlp_lower(value[6]) >= 'a' && dlp_lower(value[6]) <= 'f')
        century = 2000;
    else
        return false;
    check = (uint8_t) "0123456789ABCDEFHJKLMNPRSTUVWXY"[dlp_digits_number(d, 9) % 31];
    return dlp_lower(value[10]) == dlp_lower(check) && dlp_digits_number(d + 6, 3) >= 2
        && dlp_day_exists(century + dlp_two(d + 4), dlp_two(d + 2), dlp_two(d));
}

/* Kennitala: of companies the day is raised by 40; the last digit is the century. */
bool dlp_check_is_kennitala(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 2, 7, 6, 5, 4, 3, 2, 1 };
    uint8_t d[10];
    unsigned day;

    if (!dlp_id_digits(value, len, d, 10) || (d[9] != 9 && d[9] != 0)
        || dlp_items_sum(d, weights, 9) % 11 != 0)
        return false;
    day = dlp_two(d);
    return dlp_day_exists((d[9] == 9 ? 1900 : 2000) + dlp_two(d + 4), dlp_two(d + 2),
                          day >= 40 ? day - 40 : day);
}

/* Organisation number and MVA. */
bool dlp_check_no_mva(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 2, 7, 6, 5, 4, 3, 2, 1 };
    uint8_t items[12];

    return dlp_id_items(value, len, items, sizeof(items)) == 12 && dlp_items_are_digits(items, 9)
        && items[9] == DLP_ITEM('M') && items[10] == DLP_ITEM('V') && items[11] == DLP_ITEM('A')
        && !dlp_all_equal(items, 9) && dlp_items_sum(items, weights, 9) % 11 == 0;
}
