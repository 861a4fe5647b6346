/* validate/id_items.c - what national numbers share: their letters and digits without separators,
 * dates of two-digit years, and sums. */

#include "validate/id.h"

size_t dlp_id_items(const uint8_t *value, size_t len, uint8_t *items, size_t max)
{
    size_t n = 0;

    for (size_t at = 0; at < len;) {
        const uint8_t c = value[at];
        size_t skip = 1;

        if (dlp_is_digit(c) || dlp_is_alpha(c)) {
            if (n == max)
                return 0;
            items[n++] = dlp_is_digit(c) ? (uint8_t)(c - '0') : DLP_ITEM(c & ~0x20);
        } else if (c != ',' && c != ':' && c != '(' && c != ')') {
            skip = dlp_separator(value + at, len - at);
            if (skip == 0)
                return 0;
        }
        at += skip;
    }
    return n;
}

bool dlp_id_digits(const uint8_t *value, size_t len, uint8_t *digits, size_t n)
{
    uint8_t items[DLP_NUMBER_MAX];

    if (n > sizeof(items) || dlp_id_items(value, len, items, n) != n
        || !dlp_items_are_digits(items, n) || dlp_all_equal(items, n))
        return false;
    for (size_t i = 0; i < n; i++)
        digits[i] = items[i];
    return true;
}

bool dlp_items_are_digits(const uint8_t *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (items[i] > 9)
            return false;
    return true;
}

unsigned dlp_items_sum(const uint8_t *items, const uint8_t *weights, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (unsigned)weights[i] * items[i];
    return sum;
}

unsigned dlp_items_mod(const uint8_t *digits, size_t n, unsigned modulus)
{
    unsigned rest = 0;

    for (size_t i = 0; i < n; i++)
        rest = (rest * 10 + digits[i]) % modulus;
    return rest;
}

bool dlp_year_of_two_digits(unsigned year, unsigned month, unsigned day)
{
    return dlp_day_exists(1900 + year, month, day) || dlp_day_exists(2000 + year, month, day);
}
