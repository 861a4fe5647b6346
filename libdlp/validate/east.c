/* validate/east.c - Ukraine, Belarus, Kazakhstan, Uzbekistan, Azerbaijan; Israel. */

#include "validate/id.h"

#include <string.h>

/* EDRPOU of companies: the weights depend on the first digit, and are raised by 2 where the sum gives
 * 10. */
bool dlp_check_ua_edrpou(const uint8_t *value, size_t len)
{
    static const uint8_t weights[2][7] = { { 1, 2, 3, 4, 5, 6, 7 }, { 7, 1, 2, 3, 4, 5, 6 } };
    static const uint8_t twos[] = { 2, 2, 2, 2, 2, 2, 2 };
    uint8_t d[8];
    unsigned sum;

    if (!dlp_id_digits(value, len, d, 8))
        return false;
    sum = dlp_items_sum(d, weights[d[0] >= 3 && d[0] <= 5], 7);
    if (sum % 11 == 10)
        sum += dlp_items_sum(d, twos, 7);
    return sum % 11 % 10 == d[7];
}

/* UNZR, the number in the demographic register: birthday, serial, check digit of ICAO 9303. */
bool dlp_check_ua_unzr(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1 };
    uint8_t d[13];

    return dlp_id_digits(value, len, d, 13)
        && dlp_date_valid(dlp_digits_number(d, 4), dlp_two(d + 4), dlp_two(d + 6))
        && dlp_items_sum(d, weights, 12) % 10 == d[12];
}

/* The Latin letter that looks like the Cyrillic one at text (two bytes of UTF-8), or 0. */
static uint8_t by_latin(const uint8_t *text, size_t len)
{
    static const struct {
        uint8_t second;
        char latin;
    } letters[] = { { 0x90, 'A' }, { 0x92, 'B' }, { 0x95, 'E' }, { 0x9a, 'K' }, { 0x9c, 'M' },
                    { 0x9d, 'H' }, { 0x9e, 'O' }, { 0xa0, 'P' }, { 0xa1, 'C' }, { 0xa2, 'T' } };

    if (len < 2 || text[0] != 0xd0)
        return 0;
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
        if (letters[i].second == text[1])
            return (uint8_t)letters[i].latin;
    return 0;
}

/* UNP: nine digits, or of people two letters, Latin or Cyrillic, and seven digits. */
bool dlp_check_by_unp(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 29, 23, 19, 17, 13, 7, 5, 3 };
    static const char second[] = "ABCEHKMOPT";
    uint8_t text[9], items[9];
    size_t n = 0;

    for (size_t at = 0; at < len; at++) {
        const uint8_t latin = by_latin(value + at, len - at);

        if (n == sizeof(text))
            return false;
        text[n++] = latin ? latin : value[at];
        at += latin ? 1 : 0;
    }
    if (n != 9 || dlp_id_items(text, n, items, n) != 9 || !dlp_items_are_digits(items + 2, 7)
        || (items[0] > 9) != (items[1] > 9) || dlp_all_equal(items, 9))
        return false;
    if (items[0] > 9) {
        const char *const at = strchr(second, items[1] - 10 + 'A');

        if (!strchr("ABCEHKM", items[0] - 10 + 'A') || !at)
            return false;
        items[1] = (uint8_t)(at - second);
    } else if (items[0] < 1 || items[0] > 7) {
        return false;
    }
    return dlp_items_sum(items, weights, 8) % 11 == items[8];
}

/* Personal number of a passport: sex and century, birthday, area, serial, citizenship, check digit of
 * ICAO 9303. */
bool dlp_check_by_personal(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7 };
    uint8_t items[14];

    if (dlp_id_items(value, len, items, sizeof(items)) != 14 || !dlp_items_are_digits(items, 7)
        || items[7] < 10 || !dlp_items_are_digits(items + 8, 3) || items[11] < 10 || items[12] < 10
        || items[13] > 9 || items[0] < 1 || items[0] > 6)
        return false;
    return dlp_year_of_two_digits(dlp_two(items + 5), dlp_two(items + 3), dlp_two(items + 1))
        && dlp_items_sum(items, weights, 13) % 10 == items[13];
}

static bool kz_check(const uint8_t *d)
{
    static const uint8_t first[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
    static const uint8_t second[] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2 };
    unsigned rest = dlp_items_sum(d, first, 11) % 11;

    if (rest == 10)
        rest = dlp_items_sum(d, second, 11) % 11;
    return rest == d[11];
}

/* IIN of people: birthday, sex and century, serial. */
bool dlp_check_kz_iin(const uint8_t *value, size_t len)
{
    uint8_t d[12];

    return dlp_id_digits(value, len, d, 12) && d[6] <= 6 && kz_check(d)
        && dlp_day_exists(1800 + (d[6] ? (d[6] - 1u) / 2 * 100 : 100u) + dlp_two(d), dlp_two(d + 2),
                          dlp_two(d + 4));
}

/* BIN of companies: year and month, kind (4 to 6), branch (0 to 3), serial. */
bool dlp_check_kz_bin(const uint8_t *value, size_t len)
{
    uint8_t d[12];

    return dlp_id_digits(value, len, d, 12) && dlp_two(d + 2) >= 1 && dlp_two(d + 2) <= 12
        && d[4] >= 4 && d[4] <= 6 && d[5] <= 3 && kz_check(d);
}

/* PINFL: sex and century, day, month, year, district, serial. */
bool dlp_check_uz_pinfl(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7 };
    uint8_t d[14];

    return dlp_id_digits(value, len, d, 14) && d[0] >= 1 && d[0] <= 6
        && dlp_day_exists(1800 + (d[0] - 1u) / 2 * 100 + dlp_two(d + 5), dlp_two(d + 3),
                          dlp_two(d + 1))
        && dlp_items_sum(d, weights, 13) % 10 == d[13];
}

/* VOEN: the last digit is 1 for companies, 2 for people; a 0 before it is left out at times. */
bool dlp_check_az_voen(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 4, 1, 8, 6, 2, 7, 5, 3 };
    uint8_t d[11] = { 0 };
    const size_t n = dlp_id_items(value, len, d + 1, 10);
    const uint8_t *const number = n == 9 ? d : d + 1;

    return (n == 9 || n == 10) && dlp_items_are_digits(number, 10) && !dlp_all_equal(number, 10)
        && (number[9] == 1 || number[9] == 2)
        && dlp_items_sum(number, weights, 8) % 11 == number[8];
}

/* Teudat zehut: Luhn over nine digits; zeros before it are left out at times. */
bool dlp_check_il_id(const uint8_t *value, size_t len)
{
    uint8_t d[9];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    return n >= 8 && dlp_items_are_digits(d, n) && !dlp_all_equal(d, n) && dlp_luhn_holds(d, n);
}

/* Company number: the same, and begins with 5. */
bool dlp_check_il_company(const uint8_t *value, size_t len)
{
    uint8_t d[9];

    return dlp_id_digits(value, len, d, 9) && d[0] == 5 && dlp_luhn_holds(d, 9);
}

/* Armenian public service number: sex and century, day, month, year, serial. */
bool dlp_check_am_psn(const uint8_t *value, size_t len)
{
    uint8_t d[10];

    return dlp_id_digits(value, len, d, 10) && d[0] >= 1 && d[0] <= 8
        && dlp_year_of_two_digits(dlp_two(d + 5), dlp_two(d + 3), dlp_two(d + 1));
}
