/* validate/verhoeff.c - Verhoeff's check digit (J. Verhoeff, Error Detecting Decimal Codes, 1969):
 * multiplication in the dihedral group D5, after a permutation that depends on the place. */

#include "validate/checks.h"

/* The product in D5: 0..4 are rotations, 5..9 reflections. */
static unsigned verhoeff_product(unsigned a, unsigned b)
{
    if (a < 5)
        return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
    return b < 5 ? 5 + (a - 5 + 5 - b) % 5 : (a + 5 - b) % 5;
}

bool dlp_verhoeff_holds(const uint8_t *digits, size_t n)
{
    static const uint8_t permutation[8][10] = {
        { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 },
        { 5, 8, 0, 3, 7, 9, 6, 1, 4, 2 }, { 8, 9, 1, 6, 0, 4, 3, 5, 2, 7 },
        { 9, 4, 5, 3, 1, 2, 6, 8, 7, 0 }, { 4, 2, 8, 6, 5, 7, 3, 9, 0, 1 },
        { 2, 7, 9, 3, 8, 0, 6, 4, 1, 5 }, { 7, 0, 4, 6, 9, 1, 3, 2, 5, 8 },
    };
    unsigned product = 0;

    for (size_t i = 0; i < n; i++)
        product = verhoeff_product(product, permutation[i % 8][digits[n - 1 - i]]);
    return n >= 2 && product == 0;
}

bool dlp_check_verhoeff(const uint8_t *value, size_t len)
{
    uint8_t digits[DLP_NUMBER_MAX];

    return dlp_verhoeff_holds(digits, dlp_number(value, len, digits, sizeof(digits)));
}
