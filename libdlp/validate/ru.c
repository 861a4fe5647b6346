/* validate/ru.c - Russia: taxpayer, insurance and passport numbers. */

#include "validate/id.h"

#define RU_PASSPORT_LAST_YEAR 30u /* of printing, 20xx: no clock here, so some years of room */

/* Order of the tax service of 29.06.2012 N MMV-7-6/435: 10 digits for a company, 12 for a person,
 * the first two are the region. */
bool dlp_check_ru_inn(const uint8_t *value, size_t len)
{
    static const struct dlp_weights company = {
        10, 9, 9, 11, { 2, 4, 10, 3, 5, 9, 4, 6, 8 }, "01234567890"
    };
    static const struct dlp_weights person_11 = {
        12, 10, 10, 11, { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 }, "01234567890"
    };
    static const struct dlp_weights person_12 = {
        12, 11, 11, 11, { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 }, "01234567890"
    };
    uint8_t digits[12];
    const size_t n = dlp_number(value, len, digits, sizeof(digits));

    if (n < 10 || (digits[0] == 0 && digits[1] == 0))
        return false;
    return dlp_weights_hold(&company, digits, n)
        || (dlp_weights_hold(&person_11, digits, n) && dlp_weights_hold(&person_12, digits, n));
}

/* Pension Fund of Russia, check number of the insurance number. Numbers up to 001-001-998 carry no
 * check and so cannot be told from noise: they are refused, as are three equal digits in a row. */
bool dlp_check_ru_snils(const uint8_t *value, size_t len)
{
    uint8_t digits[11];
    unsigned sum = 0;

    if (dlp_number(value, len, digits, sizeof(digits)) != 11
        || dlp_digits_number(digits, 9) <= 1001998)
        return false;
    for (unsigned i = 0; i < 9; i++) {
        sum += (9 - i) * digits[i];
        if (i >= 2 && dlp_all_equal(digits + i - 2, 3))
            return false;
    }
    return sum % 101 % 100 == dlp_digits_number(digits + 9, 2);
}

/* Government resolution of 08.07.1997 N 828: region of the OKATO, year in which the form was
 * printed, number from 000101. There is no check digit. Words may stand between the digits. */
bool dlp_check_ru_passport(const uint8_t *value, size_t len)
{
    uint8_t digits[10];
    unsigned year;

    if (dlp_digits(value, len, digits, sizeof(digits)) != 10)
        return false;
    year = dlp_digits_number(digits + 2, 2);
    return dlp_digits_number(digits, 2) >= 1 && (year >= 97 || year <= RU_PASSPORT_LAST_YEAR)
        && dlp_digits_number(digits + 4, 6) >= 101;
}

/* OGRN, 13 digits: kind of entry, year, region, the number modulo 11. OGRNIP of sole traders, 15 digits
 * that begin with 3 or 4, modulo 13. */
bool dlp_check_ru_ogrn(const uint8_t *value, size_t len)
{
    uint8_t digits[15];
    const size_t n = dlp_number(value, len, digits, sizeof(digits));

    if (dlp_all_equal(digits, n))
        return false;
    if (n == 13)
        return digits[0] != 0 && dlp_items_mod(digits, 12, 11) % 10 == digits[12];
    return n == 15 && (digits[0] == 3 || digits[0] == 4)
        && dlp_items_mod(digits, 14, 13) % 10 == digits[14];
}

/* OKPO of Rosstat: 8 digits for companies, 10 for sole traders; weights from 1 on, and from 3 on where
 * the sum gives 10. */
bool dlp_check_ru_okpo(const uint8_t *value, size_t len)
{
    uint8_t digits[10];
    const size_t n = dlp_number(value, len, digits, sizeof(digits));
    unsigned sum = 0, again = 0;

    if ((n != 8 && n != 10) || dlp_all_equal(digits, n))
        return false;
    for (unsigned i = 0; i + 1 < n; i++) {
        sum += (i + 1) * digits[i];
        again += (i + 3) * digits[i];
    }
    return (sum % 11 == 10 ? again : sum) % 11 % 10 == digits[n - 1];
}

/* Foreign passport: two digits of the kind of form (10 to 83), seven digits. */
bool dlp_check_ru_foreign_passport(const uint8_t *value, size_t len)
{
    uint8_t digits[9];

    return dlp_digits(value, len, digits, sizeof(digits)) == 9 && dlp_digits_number(digits, 2) >= 10
        && dlp_digits_number(digits, 2) <= 83 && dlp_digits_number(digits + 2, 7) > 0;
}
