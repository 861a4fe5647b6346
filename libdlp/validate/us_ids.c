/* validate/us_ids.c - the United States: numbers of taxpayers, providers and prescribers. */

#include "validate/checks_world.h"

#include <string.h>

/* IRS Internal Revenue Manual 3.21.263: the area begins with 9, and these groups are in use. */
bool dlp_check_us_itin(const uint8_t *value, size_t len)
{
    uint8_t digits[9];
    unsigned group;

    if (dlp_number(value, len, digits, sizeof(digits)) != 9 || digits[0] != 9
        || !dlp_number_splits(value, len, 1u << 3 | 1u << 5))
        return false;
    group = dlp_digits_number(digits + 3, 2);
    return group >= 50 && group != 89 && group != 93 && (group <= 65 || group >= 70);
}

/* 45 CFR 162.406: ten digits that begin with 1 or 2; Luhn runs over 80840, the health industry's
 * issuer number, and them. */
bool dlp_check_us_npi(const uint8_t *value, size_t len)
{
    uint8_t digits[15] = { 8, 0, 8, 4, 0 };

    return dlp_number(value, len, digits + 5, 10) == 10 && (digits[5] == 1 || digits[5] == 2)
        && !dlp_all_equal(digits + 6, 9) && dlp_luhn_holds(digits, sizeof(digits));
}

/* 21 CFR 1301: kind of registrant, first letter of the name or 9, and seven digits. */
bool dlp_check_us_dea(const uint8_t *value, size_t len)
{
    uint8_t d[7];

    if (len != 9 || !strchr("abcdefghjklmprstux", dlp_lower(value[0]))
        || (!dlp_is_alpha(value[1]) && value[1] != '9') || dlp_number(value + 2, 7, d, 7) != 7
        || dlp_all_equal(d, 7))
        return false;
    return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6];
}
