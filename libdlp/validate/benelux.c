/* validate/benelux.c - Belgium, Luxembourg, the Netherlands; and Portugal, Malta, Cyprus. */

#include "validate/id.h"

#define BE_LAST_YEAR 39u /* of birth, 20xx: no clock here, so some years of room */

/* Numero national: birthday, serial, and 97 less the first nine modulo 97; a 2 goes before the nine
 * from 2000 on. Months over 12 are BIS numbers of people who are not in the register: +20, or +40
 * where the sex is known. Days are not always known. */
static bool be_national(const uint8_t *value, size_t len, bool bis)
{
    uint8_t d[12] = { 2 };
    uint8_t *const number = d + 1;
    unsigned month, key;

    if (!dlp_id_digits(value, len, number, 11))
        return false;
    month = dlp_two(number + 2);
    key = dlp_two(number + 9);
    if (bis ? (month < 20 || month > 32) && (month < 40 || month > 52) : month > 12)
        return false;
    return 97 - dlp_items_mod(number, 9, 97) == key
        || (dlp_two(number) <= BE_LAST_YEAR && 97 - dlp_items_mod(d, 10, 97) == key);
}

bool dlp_check_be_nn(const uint8_t *value, size_t len)
{
    return be_national(value, len, false);
}

bool dlp_check_be_bis(const uint8_t *value, size_t len)
{
    return be_national(value, len, true);
}

/* Enterprise and VAT number: 0 or 1 and nine digits, the 0 of old ones left out. */
bool dlp_check_be_vat(const uint8_t *value, size_t len)
{
    uint8_t d[11] = { 0 };
    size_t n = dlp_id_items(value, len, d + 1, 10);
    const uint8_t *const number = n == 9 ? d : d + 1;

    if ((n != 9 && n != 10) || !dlp_items_are_digits(number, 10) || number[0] > 1
        || dlp_all_equal(number, 10))
        return false;
    return (dlp_items_mod(number, 8, 97) + dlp_two(number + 8)) % 97 == 0;
}

/* Identity card: twelve digits, the last two are the first ten modulo 97, 97 for 0. */
bool dlp_check_be_eid(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    unsigned rest;

    if (!dlp_id_digits(value, len, d, 12))
        return false;
    rest = dlp_items_mod(d, 10, 97);
    return dlp_two(d + 10) == (rest ? rest : 97);
}

/* Matricule: birthday, serial, then the check digits of Luhn and of Verhoeff, each over the first
 * eleven. */
bool dlp_check_lu_nin(const uint8_t *value, size_t len)
{
    uint8_t d[13];

    if (!dlp_id_digits(value, len, d, 13)
        || !dlp_date_valid(dlp_digits_number(d, 4), dlp_two(d + 4), dlp_two(d + 6))
        || !dlp_luhn_holds(d, 12))
        return false;
    d[11] = d[12];
    return dlp_verhoeff_holds(d, 12);
}

bool dlp_check_lu_tva(const uint8_t *value, size_t len)
{
    uint8_t d[8];

    return dlp_id_digits(value, len, d, 8) && dlp_items_mod(d, 6, 89) == dlp_two(d + 6);
}

/* Btw-id: BSN or a number like it, B, two digits; or all of it, NL before it, modulo 97. */
bool dlp_check_nl_btw(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };
    uint8_t items[14];
    size_t n = dlp_id_items(value, len, items, sizeof(items));
    const uint8_t *number = items;
    unsigned rest;

    if (n > 12 && items[0] == DLP_ITEM('N') && items[1] == DLP_ITEM('L')) {
        number += 2;
        n -= 2;
    }
    if (n < 11 || n > 12 || number[n - 3] != DLP_ITEM('B') || !dlp_items_are_digits(number, n - 3)
        || !dlp_items_are_digits(number + n - 2, 2) || dlp_two(number + n - 2) == 0
        || dlp_all_equal(number, n - 3))
        return false;
    /* eight digits have lost the 0 before them */
    if (dlp_items_sum(number, weights + (12 - n), n - 4) % 11 == number[n - 4])
        return true;
    rest = DLP_ITEM('N') * 100u + DLP_ITEM('L');
    for (size_t i = 0; i < n; i++)
        rest = (rest * (number[i] > 9 ? 100u : 10u) + number[i]) % 97;
    return n == 12 && rest == 1;
}

/* Cartao de cidadao: the number of the identity card, its check digit, version and check digit; Luhn
 * over base 36. */
bool dlp_check_pt_cc(const uint8_t *value, size_t len)
{
    uint8_t items[12];
    unsigned sum = 0;

    if (dlp_id_items(value, len, items, sizeof(items)) != 12 || !dlp_items_are_digits(items, 9)
        || items[11] > 9)
        return false;
    for (size_t i = 0; i < 12; i++) {
        const unsigned item = i % 2 ? items[i] : items[i] * 2u;

        sum += i % 2 == 0 && item > 9 ? item - 9 : item;
    }
    return sum % 10 == 0;
}

bool dlp_check_mt_vat(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 4, 6, 7, 8, 9 };
    uint8_t d[8];

    return dlp_id_digits(value, len, d, 8) && d[0] != 0
        && (dlp_items_sum(d, weights, 6) + dlp_two(d + 6)) % 37 == 0;
}

/* Eight digits and a letter; digits in odd places are translated. */
bool dlp_check_cy_vat(const uint8_t *value, size_t len)
{
    static const uint8_t odd[] = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21 };
    uint8_t items[9];
    unsigned sum = 0;

    if (dlp_id_items(value, len, items, sizeof(items)) != 9 || !dlp_items_are_digits(items, 8)
        || dlp_two(items) == 12)
        return false;
    for (size_t i = 0; i < 8; i++)
        sum += i % 2 ? items[i] : odd[items[i]];
    return items[8] == sum % 26 + 10;
}
