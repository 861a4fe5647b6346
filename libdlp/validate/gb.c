/* validate/gb.c - United Kingdom and Ireland. */

#include "validate/id.h"

#include <string.h>

/* HMRC, NIM39110: letters that are not used, and pairs that are not given out. */
bool dlp_check_gb_nino(const uint8_t *value, size_t len)
{
    static const char pairs[][3] = { "BG", "GB", "KN", "NK", "NT", "TN", "ZZ" };
    uint8_t items[9];
    char first, second;

    if (dlp_id_items(value, len, items, sizeof(items)) != 9 || items[0] < 10 || items[1] < 10
        || !dlp_items_are_digits(items + 2, 6) || items[8] < DLP_ITEM('A')
        || items[8] > DLP_ITEM('D'))
        return false;
    first = (char)(items[0] - 10 + 'A');
    second = (char)(items[1] - 10 + 'A');
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (first == pairs[i][0] && second == pairs[i][1])
            return false;
    return !strchr("DFIQUV", first) && !strchr("DFIOQUV", second);
}

/* Unique taxpayer reference: the first digit is the check; a K may stand on either side. */
bool dlp_check_gb_utr(const uint8_t *value, size_t len)
{
    static const struct dlp_weights row = {
        10, 10, 0, 11, { 0, 6, 7, 8, 9, 10, 5, 4, 3, 2 }, "21987654321"
    };
    uint8_t items[12];
    size_t n = dlp_id_items(value, len, items, sizeof(items));
    const uint8_t *number = items;

    if (n > 10 && number[0] == DLP_ITEM('K')) {
        number++;
        n--;
    }
    n -= n > 10 && number[n - 1] == DLP_ITEM('K');
    return n == 10 && dlp_items_are_digits(number, n) && !dlp_all_equal(number, n)
        && dlp_weights_hold(&row, number, n);
}

/* GD 000-499 are government departments, HA 500-999 health authorities. */
static bool gb_vat_public(const uint8_t *items, size_t n)
{
    const bool department = items[0] == DLP_ITEM('G') && items[1] == DLP_ITEM('D');
    const bool health = items[0] == DLP_ITEM('H') && items[1] == DLP_ITEM('A');
    const uint8_t *const number = n == 11 ? items + 6 : items + 2;
    unsigned code;

    if ((!department && !health) || !dlp_items_are_digits(items + 2, n - 2)
        || (n == 11 && dlp_digits_number(items + 2, 4) != 8888))
        return false;
    code = dlp_digits_number(number, 3);
    return (department ? code < 500 : code >= 500) && (n == 5 || code % 97 == dlp_two(number + 3));
}

/* HMRC: 9 digits, with a branch 12; weights 8 to 2, and from 100 on the second series, too. */
bool dlp_check_gb_vat(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 1 };
    uint8_t items[12];
    const size_t n = dlp_id_items(value, len, items, sizeof(items));
    unsigned rest;

    if (n == 5 || n == 11)
        return gb_vat_public(items, n);
    if ((n != 9 && n != 12) || !dlp_items_are_digits(items, n) || dlp_all_equal(items, 9))
        return false;
    rest = dlp_items_sum(items, weights, 9) % 97;
    return rest == 0 || (items[0] > 0 && (rest == 42 || rest == 55));
}

/* Community Health Index of Scotland: day, month, year, and the NHS check digit. */
bool dlp_check_gb_chi(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 };
    uint8_t d[10];

    return dlp_id_digits(value, len, d, 10) && dlp_items_sum(d, weights, 10) % 11 == 0
        && dlp_year_of_two_digits(dlp_two(d + 4), dlp_two(d + 2), dlp_two(d));
}

/* Unique pupil number: a letter for the sum of what follows; the last may be a letter, too. */
bool dlp_check_gb_upn(const uint8_t *value, size_t len)
{
    static const char alphabet[] = "ABCDEFGHJKLMNPQRTUVWXYZ0123456789";
    uint8_t items[13];
    unsigned sum = 0;

    if (dlp_id_items(value, len, items, sizeof(items)) != 13 || !dlp_items_are_digits(items + 1, 11)
        || dlp_digits_number(items + 1, 3) < 201)
        return false; /* the authorities' numbers begin with 201 */
    for (unsigned i = 1; i < 13; i++) {
        const char c = (char)(items[i] < 10 ? items[i] + '0' : items[i] - 10 + 'A');
        const char *const at = strchr(alphabet, c);

        if (!at)
            return false;
        sum += (i + 1) * (unsigned)(at - alphabet);
    }
    return items[0] == DLP_ITEM(alphabet[sum % 23]);
}

/* The letter of Irish numbers: W is 0, A to V are 1 to 22. */
static unsigned ie_value(uint8_t item)
{
    return item == DLP_ITEM('W') ? 0 : item - 9u;
}

static bool ie_letter(const uint8_t *digits, unsigned second, uint8_t letter)
{
    static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };

    return letter >= 10 && letter <= DLP_ITEM('W')
        && (dlp_items_sum(digits, weights, 7) + 9 * second) % 23 == ie_value(letter);
}

/* Personal public service number; A, B and H behind the letter count since 2013, W, T and X do not. */
bool dlp_check_ie_pps(const uint8_t *value, size_t len)
{
    uint8_t items[9];
    const size_t n = dlp_id_items(value, len, items, sizeof(items));
    unsigned second = 0;

    if ((n != 8 && n != 9) || !dlp_items_are_digits(items, 7))
        return false;
    if (n == 9) {
        const char c = (char)(items[8] - 10 + 'A');

        if (items[8] < 10 || !strchr("ABHWTX", c))
            return false;
        second = strchr("ABH", c) ? ie_value(items[8]) : 0;
    }
    return ie_letter(items, second, items[7]);
}

/* VAT: as the above, or in the old system a letter in the second place, which moves to the end. */
bool dlp_check_ie_vat(const uint8_t *value, size_t len)
{
    uint8_t items[9], digits[7] = { 0 };
    const size_t n = dlp_id_items(value, len, items, sizeof(items));

    if ((n != 8 && n != 9) || items[0] > 9 || !dlp_items_are_digits(items + 2, 5))
        return false;
    if (n == 9 && (items[8] < 10 || items[8] > DLP_ITEM('W')))
        return false;
    if (items[1] < 10)
        return ie_letter(items, n == 9 ? ie_value(items[8]) : 0, items[7]);
    memcpy(digits + 1, items + 2, 5);
    digits[6] = items[0];
    return n == 8 && ie_letter(digits, 0, items[7]);
}
