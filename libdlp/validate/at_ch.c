/* validate/at_ch.c - Austria and Switzerland. */

#include "validate/id.h"

#include <string.h>

/* Sozialversicherungsnummer: the fourth digit is the check; 13 and more stand for months at times. */
bool dlp_check_at_svnr(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 7, 9, 0, 5, 8, 4, 2, 1, 6 };
    uint8_t d[10];

    return dlp_id_digits(value, len, d, 10) && d[0] != 0
        && dlp_items_sum(d, weights, 10) % 11 == d[3];
}

/* Abgabenkontonummer: the first two are the tax office, the last is Luhn's. */
bool dlp_check_at_tin(const uint8_t *value, size_t len)
{
    static const uint8_t offices[] = { 3,  4,  6,  7,  8,  9,  10, 12, 15, 16, 18, 22, 23, 29,
                                       33, 38, 41, 46, 51, 52, 53, 54, 57, 59, 61, 65, 67, 68,
                                       69, 71, 72, 81, 82, 83, 84, 90, 91, 93, 97, 98 };
    uint8_t d[9];

    return dlp_id_digits(value, len, d, 9) && memchr(offices, (int)dlp_two(d), sizeof(offices))
        && dlp_luhn_holds(d, 9);
}

/* Umsatzsteuer-Identifikationsnummer: U and eight digits; Luhn, shifted by 4. */
bool dlp_check_at_uid(const uint8_t *value, size_t len)
{
    static const uint8_t doubled[] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
    uint8_t items[9];
    unsigned sum = 4;

    if (dlp_id_items(value, len, items, sizeof(items)) != 9 || items[0] != DLP_ITEM('U')
        || !dlp_items_are_digits(items + 1, 8))
        return false;
    for (size_t i = 1; i < 8; i++)
        sum += i % 2 ? items[i] : doubled[items[i]];
    return (sum + items[8]) % 10 == 0;
}

/* AHV number: 756 and the check digit of EAN-13. */
bool dlp_check_ch_ahv(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1 };
    uint8_t d[13];

    return dlp_id_digits(value, len, d, 13) && dlp_digits_number(d, 3) == 756
        && dlp_items_sum(d, weights, 13) % 10 == 0;
}

/* Unternehmens-Identifikationsnummer (eCH-0097): CHE and nine digits; behind them what VAT is called
 * in one of four languages. */
bool dlp_check_ch_uid(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 1 };
    static const char *const taxes[] = { "", "MWST", "TVA", "IVA", "TPV" };
    uint8_t items[16];
    char tail[8] = "";
    size_t n = dlp_id_items(value, len, items, sizeof(items));
    const uint8_t *number = items;

    if (n > 9 && items[0] == DLP_ITEM('C') && items[1] == DLP_ITEM('H')
        && items[2] == DLP_ITEM('E')) {
        number += 3;
        n -= 3;
    }
    if (n < 9 || n > 13 || !dlp_items_are_digits(number, 9) || dlp_all_equal(number, 9))
        return false;
    for (size_t i = 9; i < n; i++)
        tail[i - 9] = (char)(number[i] < 10 ? '0' : number[i] - 10 + 'A');
    for (size_t i = 0; i < sizeof(taxes) / sizeof(taxes[0]); i++)
        if (strcmp(tail, taxes[i]) == 0)
            return dlp_items_sum(number, weights, 9) % 11 == 0;
    return false;
}
