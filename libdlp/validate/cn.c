/* validate/cn.c - China: resident identity numbers (GB 11643-1999), social credit codes. */

#include "validate/checks_world.h"

#include <string.h>

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

/* Region of six digits, birth date, serial of three, and ISO 7064 mod 11-2. Reads the digits, of
 * which the last may be missing. */
static bool cn_read(const uint8_t *value, size_t len, uint8_t *digits)
{
    size_t n;

    if (len < 18 || !dlp_check_iso7064_mod11_2(value, len))
        return false;
    n = dlp_digits(value, len, digits, 18);
    return (n == 18 || (n == 17 && dlp_lower(value[len - 1]) == 'x'))
        && cn_province_known(dlp_digits_number(digits, 2)) && dlp_digits_number(digits + 2, 4) != 0;
}

bool dlp_check_cn_resident_id(const uint8_t *value, size_t len)
{
    uint8_t digits[18];

    return cn_read(value, len, digits)
        && dlp_date_valid(dlp_digits_number(digits + 6, 4), dlp_digits_number(digits + 10, 2),
                          dlp_digits_number(digits + 12, 2));
}

/* Numbers with birth years such as 1115 or 2615 were given by mistake and kept. */
bool dlp_check_cn_resident_id_any_year(const uint8_t *value, size_t len)
{
    uint8_t digits[18];
    unsigned year;
    bool leap;

    if (!cn_read(value, len, digits))
        return false;
    year = dlp_digits_number(digits + 6, 4);
    leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year >= 1000
        && dlp_date_valid(leap ? 2000 : 2001, dlp_digits_number(digits + 10, 2),
                          dlp_digits_number(digits + 12, 2));
}

/* Given until 1999: region, YYMMDD of the 20th century, serial. There is no check character. */
bool dlp_check_cn_resident_id_15(const uint8_t *value, size_t len)
{
    uint8_t digits[15];

    return dlp_number(value, len, digits, sizeof(digits)) == 15
        && cn_province_known(dlp_digits_number(digits, 2)) && dlp_digits_number(digits + 2, 4) != 0
        && dlp_date_valid(1900 + dlp_digits_number(digits + 6, 2), dlp_digits_number(digits + 8, 2),
                          dlp_digits_number(digits + 10, 2));
}

/* Unified social credit code, GB 32100-2015: authority and kind, region, body, check; base 31. */
bool dlp_check_cn_uscc(const uint8_t *value, size_t len)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    unsigned sum = 0, weight = 1, last = 0;
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const char c = (char)dlp_upper(value[i]);
        const char *const at = c ? strchr(alphabet, c) : NULL;

        if (!at && (c == ' ' || c == '-'))
            continue;
        if (!at || n == 18 || (n >= 2 && n < 8 && !dlp_is_digit(value[i])))
            return false;
        last = (unsigned)(at - alphabet);
        if (n < 17)
            sum += last * weight;
        weight = weight * 3 % 31;
        n++;
    }
    return n == 18 && (31 - sum % 31) % 31 == last;
}
