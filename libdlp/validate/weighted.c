/* validate/weighted.c - weighted checksums, from rows of data (struct dlp_weights). */

#include "validate/checks_world.h"

bool dlp_weights_hold(const struct dlp_weights *row, const uint8_t *items, size_t n)
{
    static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int sum = 0;

    if (n != row->digits)
        return false;
    if (!row->map)
        return true;
    for (size_t i = 0; i < row->n; i++)
        sum += row->weights[i] * items[i];
    sum %= row->modulus;
    if (sum < 0) /* a row may have negative weights */
        sum += row->modulus;
    return row->map[sum] == characters[items[row->check_at]];
}

unsigned dlp_rising_sum(const uint8_t *digits, size_t n, unsigned last)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += digits[n - 1 - i] * (last + (unsigned)i);
    return sum;
}
