/* validate/asia.c - the rest of Asia and the Gulf: numbers that are more than one weighted sum. */

#include "validate/checks_world.h"

#include <string.h>

static bool number_in(unsigned number, const uint8_t (*ranges)[2], size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (number >= ranges[i][0] && number <= ranges[i][1])
            return true;
    }
    return false;
}
#define IN(number, ranges) number_in((number), (ranges), sizeof(ranges) / sizeof((ranges)[0]))

/* Indonesia, NIK: place of registration, DDMMYY (a woman's day is raised by 40), serial. */
static bool id_place_known(const uint8_t *digits)
{
    static const uint8_t provinces[][2] = {
        { 11, 19 }, { 21, 21 }, { 31, 36 }, { 51, 53 },
        { 61, 65 }, { 71, 76 }, { 81, 82 }, { 91, 96 },
    };

    return IN(dlp_digits_number(digits, 2), provinces) && dlp_digits_number(digits + 2, 2) != 0;
}

bool dlp_check_id_nik(const uint8_t *value, size_t len)
{
    uint8_t d[16], date[6];

    if (dlp_number(value, len, d, sizeof(d)) != 16 || !id_place_known(d))
        return false;
    memcpy(date, d + 6, sizeof(date));
    if (date[0] >= 4)
        date[0] = (uint8_t)(date[0] - 4);
    return dlp_ddmmyy_valid(date);
}

/* NPWP of 15 digits: Luhn over the first nine. Of 16: a NIK, or 0 before the old number. */
bool dlp_check_id_npwp(const uint8_t *value, size_t len)
{
    uint8_t d[16];
    const size_t n = dlp_number(value, len, d, sizeof(d));

    if (n == 15)
        return !dlp_all_equal(d, 9) && dlp_luhn_holds(d, 9);
    if (n != 16)
        return false;
    return d[0] == 0 ? !dlp_all_equal(d, 10) && dlp_luhn_holds(d, 10)
                     : dlp_check_id_nik(value, len);
}

/* Hong Kong: one or two letters, six digits, check digit or A, often in brackets. A missing letter
 * weighs as a blank, which is 36. */
bool dlp_check_hk_id(const uint8_t *value, size_t len)
{
    uint8_t items[9];
    size_t n = 0;
    unsigned sum = 0;

    for (size_t i = 0; i < len; i++) {
        uint8_t item;

        if (strchr("()[] ", value[i]) && value[i])
            continue;
        if (n == 9 || dlp_alnum(value + i, 1, &item, 1) != 1)
            return false;
        items[n++] = item;
    }
    if (n != 8 && n != 9)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        if ((items[i] > 9) != (i + 7 < n))
            return false;
        sum += items[i] * (unsigned)(n - i);
    }
    sum += n == 8 ? 36 * 9 : 0;
    return items[n - 1] <= 10 && (sum + items[n - 1]) % 11 == 0;
}

/* Taiwan, national id and resident certificate: a letter that stands for two digits, sex (1 2, 8 9
 * for foreigners; A to D on certificates before 2021), eight digits. */
bool dlp_check_tw_id(const uint8_t *value, size_t len)
{
    static const uint8_t letters[] = { 10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                       22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33 };
    uint8_t items[10];
    unsigned sum, place;

    if (len != 10 || dlp_alnum(value, len, items, sizeof(items)) != 10 || items[0] < 10)
        return false;
    place = letters[items[0] - 10];
    if (items[1] >= 10 && items[1] <= 13)
        items[1] = letters[items[1] - 10] % 10;
    else if (items[1] != 1 && items[1] != 2 && items[1] != 8 && items[1] != 9)
        return false;
    sum = place / 10 + place % 10 * 9;
    for (size_t i = 1; i < 10; i++) {
        if (items[i] > 9)
            return false;
        sum += items[i] * (i < 9 ? 9 - (unsigned)i : 1u);
    }
    return sum % 10 == 0;
}

/* Taiwan, business number: products count by their digits; a 7 at the seventh place may count as
 * 0 or 1. Since April 2023 the sum need be divisible by 5 only; numbers before keep 10. */
bool dlp_check_tw_ubn(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 2, 1, 2, 1, 2, 4, 1 };
    uint8_t d[8];
    unsigned sum = 0;

    if (dlp_number(value, len, d, sizeof(d)) != 8 || dlp_all_equal(d, 8))
        return false;
    for (size_t i = 0; i < 8; i++) {
        const unsigned product = weights[i] * d[i];

        sum += product / 10 + product % 10;
    }
    return sum % 10 == 0 || (d[6] == 7 && sum % 10 == 9);
}

/* Sri Lanka: year, day of the year (500 more for women), serial, check; nine digits with V or X, or
 * twelve since 2016. How the check digit is made is not published. */
bool dlp_check_lk_nic(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    const bool old = len == 10 && strchr("vx", dlp_lower(value[9])) != NULL;
    unsigned year, day;

    if (dlp_number(value, old ? 9 : len, d, sizeof(d)) != (old ? 9 : 12))
        return false;
    year = old ? 1900 + dlp_digits_number(d, 2) : dlp_digits_number(d, 4);
    day = dlp_digits_number(d + (old ? 2 : 4), 3);
    day -= day > 500 ? 500 : 0;
    return year >= 1900 && year <= 2039 && day >= 1 && day <= 366;
}

/* Malaysia, MyKad: YYMMDD, place of birth (state or country), serial. */
bool dlp_check_my_nric(const uint8_t *value, size_t len)
{
    static const uint8_t places[][2] = {
        { 1, 16 }, { 21, 68 }, { 71, 72 }, { 74, 79 }, { 82, 93 }, { 98, 99 },
    };
    uint8_t d[12];

    return dlp_number(value, len, d, sizeof(d)) == 12 && dlp_yymmdd_valid(d)
        && IN(dlp_digits_number(d + 6, 2), places);
}

/* Viet Nam, citizen's card: province, sex and century, year, serial. */
bool dlp_check_vn_cccd(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    unsigned province;

    if (dlp_number(value, len, d, sizeof(d)) != 12)
        return false;
    province = dlp_digits_number(d, 3);
    return province >= 1 && province <= 96 && d[3] <= 3 && dlp_digits_number(d + 6, 6) != 0
        && (d[3] <= 1 || dlp_digits_number(d + 4, 2) <= 39);
}

/* Emirates id: 784 (the country in ISO 3166-1), year of birth, serial, Luhn. */
bool dlp_check_ae_emirates_id(const uint8_t *value, size_t len)
{
    uint8_t d[15];
    unsigned year;

    if (dlp_number(value, len, d, sizeof(d)) != 15 || dlp_digits_number(d, 3) != 784)
        return false;
    year = dlp_digits_number(d + 3, 4);
    return year >= 1900 && year <= 2039 && dlp_luhn_holds(d, 15);
}

/* Bahrain, CPR: year and month of birth, serial, check. How the check digit is made is not published. */
bool dlp_check_bh_cpr(const uint8_t *value, size_t len)
{
    uint8_t d[9];
    unsigned month;

    if (dlp_number(value, len, d, sizeof(d)) != 9)
        return false;
    month = dlp_digits_number(d + 2, 2);
    return month >= 1 && month <= 12;
}

/* Oman, VAT: OM, two digits, then eight characters in ISO 7064 mod 11-2. */
bool dlp_check_om_vatin(const uint8_t *value, size_t len)
{
    uint8_t items[2];

    return len == 12 && dlp_lower(value[0]) == 'o' && dlp_lower(value[1]) == 'm'
        && dlp_number(value + 2, 2, items, 2) == 2 && dlp_check_iso7064_mod11_2(value + 4, 8);
}
