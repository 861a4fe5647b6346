/* validate/luhn.c - the Luhn check digit, ISO/IEC 7812-1 annex B. */

#include "validate/checks.h"

bool dlp_luhn_holds(const uint8_t *digits, size_t n)
{
    static const uint8_t doubled[] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
    unsigned sum = 0;
    size_t left = n;

    for (; left >= 2; left -= 2)
        sum += digits[left - 1] + (unsigned)doubled[digits[left - 2]];
    if (left > 0)
        sum += digits[0];
    return n >= 2 && sum % 10 == 0;
}

bool dlp_check_luhn(const uint8_t *value, size_t len)
{
    uint8_t digits[DLP_NUMBER_MAX];

    return dlp_luhn_holds(digits, dlp_number(value, len, digits, sizeof(digits)));
}

/* 3GPP TS 23.003: 15 digits, the last of them Luhn. 16 digits are an IMEISV, which has no check. */
bool dlp_check_imei(const uint8_t *value, size_t len)
{
    uint8_t digits[15];

    return dlp_number(value, len, digits, sizeof(digits)) == 15 && !dlp_all_equal(digits, 15)
        && dlp_luhn_holds(digits, 15);
}
