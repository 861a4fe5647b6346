/* validate/cn.c - China: resident identity numbers, GB 11643-1999. */

#include "validate/checks.h"

static bool cn_province_known(unsigned code)
{
    static const struct {
        uint8_t first, last;
    } provinces[] = {
        { 11, 15 }, { 21, 23 }, { 31, 37 }, { 41, 46 }, { 50, 54 },
        { 61, 65 }, { 71, 71 }, { 81, 83 }, { 91, 91 },
    };

    for (size_t i = 0; i < sizeof(provinces) / sizeof(provinces[0]); i++) {
        if (code >= provinces[i].first && code <= provinces[i].last)
            return true;
    }
    return false;
}

/* Region of six digits, birth date, serial of three, and ISO 7064 mod 11-2. */
bool dlp_check_cn_resident_id(const uint8_t *value, size_t len)
{
    uint8_t digits[18];
    size_t n;

    if (len < 18 || !dlp_check_iso7064_mod11_2(value, len))
        return false;
    n = dlp_digits(value, len, digits, sizeof(digits));
    if (n != 18 && (n != 17 || dlp_lower(value[len - 1]) != 'x'))
        return false;
    return cn_province_known(dlp_digits_number(digits, 2))
        && dlp_date_valid(dlp_digits_number(digits + 6, 4), dlp_digits_number(digits + 10, 2),
                          dlp_digits_number(digits + 12, 2));
}
