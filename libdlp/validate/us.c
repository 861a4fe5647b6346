/* validate/us.c - the United States: social security and bank routing numbers. */

#include "validate/checks.h"

#include <string.h>

/* 20 CFR 422.103 and SSA POMS RM 10201.035: which areas, groups and serials are never assigned.
 * Areas tell nothing more since the randomization of June 2011. */
bool dlp_check_us_ssn(const uint8_t *value, size_t len)
{
    /* Voided after they were printed on sample cards and in advertisements. */
    static const uint8_t voided[][9] = {
        { 0, 7, 8, 0, 5, 1, 1, 2, 0 },
        { 2, 1, 9, 0, 9, 9, 9, 9, 9 },
        { 4, 5, 7, 5, 5, 5, 4, 6, 2 },
    };
    uint8_t digits[9];
    unsigned area;

    if (dlp_number(value, len, digits, sizeof(digits)) != 9
        || !dlp_number_splits(value, len, 1u << 3 | 1u << 5))
        return false;
    area = dlp_digits_number(digits, 3);
    if (area == 0 || area == 666 || area >= 900 || dlp_digits_number(digits + 3, 2) == 0
        || dlp_digits_number(digits + 5, 4) == 0)
        return false;
    for (size_t i = 0; i < sizeof(voided) / sizeof(voided[0]); i++) {
        if (memcmp(digits, voided[i], sizeof(voided[i])) == 0)
            return false;
    }
    return true;
}

/* ABA routing number policy: Federal Reserve prefix, then the check digit. */
bool dlp_check_us_aba(const uint8_t *value, size_t len)
{
    static const struct dlp_weights row = { 9, 8, 8, 10, { 3, 7, 1, 3, 7, 1, 3, 7 }, "0987654321" };
    uint8_t digits[9];
    unsigned prefix;

    if (dlp_number(value, len, digits, sizeof(digits)) != 9 || dlp_all_equal(digits, 9)
        || !dlp_weights_hold(&row, digits, 9))
        return false;
    prefix = dlp_digits_number(digits, 2);
    return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72)
        || prefix == 80;
}
