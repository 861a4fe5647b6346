/* validate/balkan.c - Croatia, the JMBG of what was Yugoslavia, Greece; Turkey; Andorra. */

#include "validate/id.h"

#include <string.h>

bool dlp_check_hr_oib(const uint8_t *value, size_t len)
{
    uint8_t d[11];

    return dlp_id_digits(value, len, d, 11) && dlp_mod11_10_holds(d, 11);
}

bool dlp_check_rs_pib(const uint8_t *value, size_t len)
{
    uint8_t d[9];

    return dlp_id_digits(value, len, d, 9) && dlp_mod11_10_holds(d, 9);
}

/* JMBG, EMSO: day, month, three digits of the year, region, serial. */
bool dlp_check_jmbg(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
    uint8_t d[13];
    unsigned year;

    if (!dlp_id_digits(value, len, d, 13)
        || (11 - dlp_items_sum(d, weights, 12) % 11) % 11 % 10 != d[12])
        return false;
    year = dlp_digits_number(d + 4, 3);
    return dlp_day_exists(year + (year < 800 ? 2000 : 1000), dlp_two(d + 2), dlp_two(d));
}

/* The same of one country only: the region is its own. */
static bool jmbg_of(const uint8_t *value, size_t len, unsigned first, unsigned last)
{
    uint8_t d[13];
    unsigned region;

    if (!dlp_check_jmbg(value, len) || !dlp_id_digits(value, len, d, 13))
        return false;
    region = dlp_two(d + 7);
    return region >= first && region <= last;
}

bool dlp_check_ba_jmbg(const uint8_t *value, size_t len)
{
    return jmbg_of(value, len, 10, 19);
}

bool dlp_check_me_jmbg(const uint8_t *value, size_t len)
{
    return jmbg_of(value, len, 20, 29);
}

bool dlp_check_mk_jmbg(const uint8_t *value, size_t len)
{
    return jmbg_of(value, len, 40, 49);
}

bool dlp_check_rs_jmbg(const uint8_t *value, size_t len)
{
    return jmbg_of(value, len, 70, 99);
}

/* Maticna stevilka: seven digits, and three characters for a part of it. */
bool dlp_check_si_maticna(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 6, 5, 4, 3, 2 };
    uint8_t items[10];
    const size_t n = dlp_id_items(value, len, items, sizeof(items));
    unsigned rest;

    if ((n != 7 && n != 10) || !dlp_items_are_digits(items, 7) || dlp_all_equal(items, 7)
        || (n == 10 && !dlp_items_are_digits(items + 8, 2)))
        return false;
    rest = dlp_items_sum(items, weights, 6) % 11;
    return rest != 0 && (11 - rest) % 10 == items[6];
}

/* AFM: powers of two; old numbers have lost the 0 before them. */
bool dlp_check_gr_afm(const uint8_t *value, size_t len)
{
    uint8_t d[9];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));
    unsigned sum = 0;

    if ((n != 8 && n != 9) || !dlp_items_are_digits(d, n) || dlp_all_equal(d, n))
        return false;
    for (size_t i = 0; i + 1 < n; i++)
        sum = (sum + d[i]) * 2;
    return sum % 11 % 10 == d[n - 1];
}

/* AMKA: birthday, serial, Luhn. */
bool dlp_check_gr_amka(const uint8_t *value, size_t len)
{
    uint8_t d[11];

    return dlp_id_digits(value, len, d, 11) && dlp_luhn_holds(d, 11)
        && dlp_year_of_two_digits(dlp_two(d + 4), dlp_two(d + 2), dlp_two(d));
}

bool dlp_check_tr_tckn(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 1, 3, 1, 3, 1, 3, 1, 3, 1 };
    static const uint8_t ones[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    uint8_t d[11];

    return dlp_id_digits(value, len, d, 11) && d[0] != 0 && dlp_items_sum(d, weights, 10) % 10 == 0
        && dlp_items_sum(d, ones, 10) % 10 == d[10];
}

/* Vergi kimlik numarasi: each digit plus its place, times a power of two, modulo 9. */
bool dlp_check_tr_vkn(const uint8_t *value, size_t len)
{
    uint8_t d[10];
    unsigned sum = 0;

    if (!dlp_id_digits(value, len, d, 10))
        return false;
    for (unsigned i = 1; i <= 9; i++) {
        const unsigned term = (d[9 - i] + i) % 10;
        const unsigned product = (term << i) % 9;

        if (term)
            sum += product ? product : 9;
    }
    return (10 - sum % 10) % 10 == d[9];
}

/* Numero de registre tributari: kind, six digits, letter. */
bool dlp_check_ad_nrt(const uint8_t *value, size_t len)
{
    uint8_t items[8];
    unsigned number;
    char kind;

    if (dlp_id_items(value, len, items, sizeof(items)) != 8 || items[0] < 10
        || !dlp_items_are_digits(items + 1, 6) || items[7] < 10)
        return false;
    kind = (char)(items[0] - 10 + 'A');
    number = dlp_digits_number(items + 1, 6);
    if (!strchr("ACDEFGLOPU", kind))
        return false;
    if (kind == 'F')
        return number <= 699999;
    return (kind != 'A' && kind != 'L') || (number > 699999 && number < 800000);
}
