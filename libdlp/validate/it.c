/* validate/it.c - Italy. */

#include "validate/id.h"

#include <string.h>

/* In the omocodia the letters L M N P Q R S T U V stand for 0 to 9. */
static bool it_digit(uint8_t item, unsigned *digit)
{
    static const char letters[] = "LMNPQRSTUV";
    const char *at;

    if (item < 10) {
        *digit = item;
        return true;
    }
    at = strchr(letters, item - 10 + 'A');
    *digit = at ? (unsigned)(at - letters) : 0;
    return at != NULL;
}

/* D.M. 23.12.1976: name, year, letter of the month, day (+40 for women; higher ones occur), town, check
 * letter. */
static bool it_codice_date(const uint8_t *items)
{
    static const char months[] = "ABCDEHLMPRST";
    const char *const month = items[8] < 10 ? NULL : strchr(months, items[8] - 10 + 'A');
    unsigned y1, y2, d1, d2;

    if (!month || !it_digit(items[6], &y1) || !it_digit(items[7], &y2) || !it_digit(items[9], &d1)
        || !it_digit(items[10], &d2))
        return false;
    return dlp_year_of_two_digits(y1 * 10 + y2, (unsigned)(month - months) + 1,
                                  (d1 * 10 + d2) % 40);
}

bool dlp_check_it_codice_fiscale(const uint8_t *value, size_t len)
{
    static const uint8_t odd[] = { 1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                   20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23 };
    uint8_t items[16];
    unsigned sum = 0, digit;

    if (dlp_id_items(value, len, items, sizeof(items)) != 16 || !it_codice_date(items)
        || items[11] < 10 || items[15] < 10)
        return false;
    for (size_t i = 0; i < 6; i++)
        if (items[i] < 10)
            return false;
    for (size_t i = 12; i < 15; i++)
        if (!it_digit(items[i], &digit))
            return false;
    for (size_t i = 0; i < 15; i++) {
        const unsigned number = items[i] < 10 ? items[i] : items[i] - 10u;

        sum += i % 2 ? number : odd[number];
    }
    return items[15] == sum % 26 + 10;
}

/* Partita IVA: seven digits, the office, Luhn. */
bool dlp_check_it_iva(const uint8_t *value, size_t len)
{
    uint8_t d[11];
    unsigned office;

    if (!dlp_id_digits(value, len, d, 11) || dlp_digits_number(d, 7) == 0)
        return false;
    office = dlp_digits_number(d + 7, 3);
    return ((office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888
            || office == 999)
        && dlp_luhn_holds(d, 11);
}

/* AIC: nine digits of a medicine, also behind A, or written with six of 32 characters. */
bool dlp_check_it_aic(const uint8_t *value, size_t len)
{
    static const char signs[] = "0123456789BCDFGHJKLMNPQRSTUVWXYZ";
    uint8_t d[9];
    unsigned long number = 0;
    unsigned sum = 0;

    if (len == 6) {
        for (size_t i = 0; i < len; i++) {
            const uint8_t c = dlp_upper(value[i]);
            const char *const sign = c ? strchr(signs, c) : NULL;

            if (!sign)
                return false;
            number = number * 32 + (unsigned long)(sign - signs);
        }
        if (number > 999999999)
            return false;
        for (size_t i = 9; i-- > 0; number /= 10)
            d[i] = (uint8_t)(number % 10);
    } else {
        const size_t skip = len > 0 && (value[0] == 'A' || value[0] == 'a');

        if (dlp_number(value + skip, len - skip, d, sizeof(d)) != 9)
            return false;
    }
    for (size_t i = 0; i < 8; i++)
        sum += i % 2 ? d[i] * 2u / 10 + d[i] * 2u % 10 : d[i];
    return d[0] == 0 && sum % 10 == d[8];
}
