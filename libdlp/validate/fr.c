/* validate/fr.c - France. */

#include "validate/id.h"

#include <string.h>

/* Numero d'inscription au repertoire (INSEE): sex, year, month, department and commune, order, key.
 * 2A and 2B of Corsica count as 19 and 18. Months over 12 stand for dates that are not known. */
bool dlp_check_fr_nir(const uint8_t *value, size_t len)
{
    uint8_t items[15];

    if (dlp_id_items(value, len, items, sizeof(items)) != 15 || items[0] == 0)
        return false;
    if (items[5] == 2 && (items[6] == DLP_ITEM('A') || items[6] == DLP_ITEM('B'))) {
        items[5] = 1;
        items[6] = items[6] == DLP_ITEM('A') ? 9 : 8;
    }
    return dlp_items_are_digits(items, 15)
        && 97 - dlp_items_mod(items, 13, 97) == dlp_two(items + 13);
}

/* Numero fiscal (SPI): the last three are the first ten modulo 511. */
bool dlp_check_fr_nif(const uint8_t *value, size_t len)
{
    uint8_t d[13];

    return dlp_id_digits(value, len, d, 13) && d[0] <= 3
        && dlp_items_mod(d, 10, 511) == dlp_digits_number(d + 10, 3);
}

bool dlp_check_fr_siren(const uint8_t *value, size_t len)
{
    uint8_t d[9];

    return dlp_id_digits(value, len, d, 9) && dlp_luhn_holds(d, 9);
}

/* SIREN and the number of the establishment. La Poste has so many that their digits' sum is a
 * multiple of 5 instead, but for the head office. */
bool dlp_check_fr_siret(const uint8_t *value, size_t len)
{
    uint8_t d[14];
    unsigned sum = 0;

    if (!dlp_id_digits(value, len, d, 14) || !dlp_luhn_holds(d, 9))
        return false;
    if (dlp_digits_number(d, 9) != 356000000 || dlp_digits_number(d + 9, 5) == 48)
        return dlp_luhn_holds(d, 14);
    for (size_t i = 0; i < 14; i++)
        sum += d[i];
    return sum % 5 == 0;
}

/* Value of a key character: letters without I and O. */
static unsigned fr_key(uint8_t item)
{
    if (item < DLP_ITEM('I'))
        return item;
    return item < DLP_ITEM('O') ? item - 1u : item - 2u;
}

/* TVA: two characters of key and the SIREN; of Monaco, which has none, 000 and six digits. */
bool dlp_check_fr_tva(const uint8_t *value, size_t len)
{
    uint8_t items[11];
    unsigned check;

    if (dlp_id_items(value, len, items, sizeof(items)) != 11 || !dlp_items_are_digits(items + 2, 9)
        || items[0] == DLP_ITEM('I') || items[0] == DLP_ITEM('O') || items[1] == DLP_ITEM('I')
        || items[1] == DLP_ITEM('O') || dlp_all_equal(items, 11))
        return false;
    if (dlp_digits_number(items + 2, 3) != 0 && !dlp_luhn_holds(items + 2, 9))
        return false;
    if (dlp_items_are_digits(items, 2))
        return dlp_two(items) == (dlp_items_mod(items + 2, 9, 97) * 100 + 12) % 97;
    check = items[0] < 10 ? fr_key(items[0]) * 24 + fr_key(items[1]) - 10
                          : fr_key(items[0]) * 34 + fr_key(items[1]) - 100;
    return (dlp_digits_number(items + 2, 9) + 1 + check / 11) % 11 == check % 11;
}
