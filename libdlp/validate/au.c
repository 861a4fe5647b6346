/* validate/au.c - Australia and New Zealand. */

#include "validate/checks_world.h"

/* Australian business number: the first digit less one, and the sum is divisible by 89. */
bool dlp_check_au_abn(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 };
    uint8_t d[11];
    unsigned sum = 0;

    if (dlp_number(value, len, d, sizeof(d)) != 11 || d[0] == 0)
        return false;
    for (size_t i = 0; i < 11; i++)
        sum += weights[i] * (unsigned)(d[i] - (i == 0));
    return sum % 89 == 0;
}

/* New Zealand, IRD number: a second set of weights where the first gives ten. */
bool dlp_check_nz_ird(const uint8_t *value, size_t len)
{
    static const uint8_t weights[2][8] = { { 3, 2, 7, 6, 5, 4, 3, 2 }, { 7, 4, 3, 2, 5, 2, 7, 6 } };
    uint8_t d[9] = { 0 };
    size_t n = dlp_number(value, len, d + 1, 8); /* eight digits have a zero before them */
    unsigned number;

    if (n == 0)
        n = dlp_number(value, len, d, 9);
    number = dlp_digits_number(d, 9);
    if ((n != 8 && n != 9) || number <= 10000000 || number >= 150000000)
        return false;
    for (size_t set = 0; set < 2; set++) {
        unsigned sum = 0;

        for (size_t i = 0; i < 8; i++)
            sum += weights[set][i] * d[i];
        sum = (11 - sum % 11) % 11;
        if (sum < 10)
            return sum == d[8];
    }
    return false;
}
