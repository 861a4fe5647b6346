/* validate/es.c - Spain. */

#include "validate/id.h"

#include <string.h>

static bool es_letter(unsigned number, uint8_t letter)
{
    return letter == DLP_ITEM("TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]);
}

/* Up to eight digits and the letter of their number modulo 23. */
bool dlp_check_es_dni(const uint8_t *value, size_t len)
{
    uint8_t items[9];
    const size_t n = dlp_id_items(value, len, items, sizeof(items));

    return (n == 8 || n == 9) && dlp_items_are_digits(items, n - 1)
        && es_letter(dlp_digits_number(items, n - 1), items[n - 1]);
}

/* Foreigners: X, Y, Z stand for 0, 1, 2. */
bool dlp_check_es_nie(const uint8_t *value, size_t len)
{
    uint8_t items[9];

    if (dlp_id_items(value, len, items, sizeof(items)) != 9 || items[0] < DLP_ITEM('X')
        || !dlp_items_are_digits(items + 1, 7))
        return false;
    items[0] = (uint8_t)(items[0] - DLP_ITEM('X'));
    return es_letter(dlp_digits_number(items, 8), items[8]);
}

/* Companies and other bodies: Luhn's digit, or the letter that stands for it. */
bool dlp_check_es_cif(const uint8_t *value, size_t len)
{
    uint8_t items[9], digits[8];
    unsigned check = 0;

    if (dlp_id_items(value, len, items, sizeof(items)) != 9 || items[0] < 10
        || !strchr("ABCDEFGHJNPQRSUVW", items[0] - 10 + 'A') || !dlp_items_are_digits(items + 1, 7))
        return false;
    memcpy(digits, items + 1, 7);
    for (digits[7] = 0; !dlp_luhn_holds(digits, 8); digits[7]++)
        check++;
    return items[8] == check || items[8] == DLP_ITEM("JABCDEFGHI"[check]);
}

/* Tax number of anybody: DNI, NIE, CIF, or K, L, M with the DNI's letter for those without one. */
bool dlp_check_es_nif(const uint8_t *value, size_t len)
{
    uint8_t items[9];

    if (dlp_id_items(value, len, items, sizeof(items)) != 9 || !dlp_items_are_digits(items + 1, 7))
        return false;
    if (items[0] >= DLP_ITEM('K') && items[0] <= DLP_ITEM('M'))
        return es_letter(dlp_digits_number(items + 1, 7), items[8]);
    return dlp_check_es_dni(value, len) || dlp_check_es_nie(value, len)
        || dlp_check_es_cif(value, len);
}

/* Social security: province, number, and both modulo 97; small numbers are joined by a sum. */
bool dlp_check_es_nuss(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    unsigned number;

    if (!dlp_id_digits(value, len, d, 12))
        return false;
    number = dlp_digits_number(d + 2, 8);
    if (number < 10000000)
        return (number + dlp_two(d) * 10000000) % 97 == dlp_two(d + 10);
    return dlp_items_mod(d, 10, 97) == dlp_two(d + 10);
}

/* Referencia catastral: two letters, each over its half and the number of the unit. N with tilde is
 * two bytes, which the pattern lets through. */
bool dlp_check_es_catastral(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1 };
    static const char letters[] = "MQWERTYUIOPASDFGHJKLBZX";
    uint8_t items[20];
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const uint8_t c = value[i];
        uint8_t item;

        if (c == ' ' || c == '-')
            continue;
        if (n == sizeof(items))
            return false;
        if (dlp_is_digit(c)) {
            item = (uint8_t)(c - '0');
        } else if (c == 0xc3 && i + 1 < len) { /* N with tilde follows N */
            item = 15;
            i++;
        } else if (dlp_is_alpha(c)) {
            item = (uint8_t)(dlp_lower(c) - 'a' + 1);
            item = item > 14 ? (uint8_t)(item + 1) : item;
        } else {
            return false;
        }
        items[n++] = item;
    }
    if (n != sizeof(items))
        return false;
    for (size_t half = 0; half < 2; half++) {
        const unsigned sum =
            dlp_items_sum(items + 7 * half, weights, 7) + dlp_items_sum(items + 14, weights + 7, 4);
        const char want = letters[sum % 23];
        const uint8_t item = (uint8_t)(want - 'A' + 1);

        if (items[18 + half] != (item > 14 ? item + 1 : item))
            return false;
    }
    return true;
}

/* Supply point of electricity or gas: 16 digits and two letters modulo 529. */
bool dlp_check_es_cups(const uint8_t *value, size_t len)
{
    uint8_t items[22];
    const size_t n = dlp_id_items(value, len, items, sizeof(items));
    unsigned rest;

    if ((n != 20 && n != 22) || items[0] != DLP_ITEM('E') || items[1] != DLP_ITEM('S')
        || !dlp_items_are_digits(items + 2, 16))
        return false;
    if (n == 22 && (items[20] > 9 || items[21] < 10 || !strchr("FPRCXYZ", items[21] - 10 + 'A')))
        return false;
    rest = dlp_items_mod(items + 2, 16, 529);
    return es_letter(rest / 23, items[18]) && es_letter(rest % 23, items[19]);
}
