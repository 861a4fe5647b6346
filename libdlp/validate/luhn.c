/* validate/luhn.c - the Luhn check digit, ISO/IEC 7812-1 annex B. */

#include "validate/checks.h"

bool dlp_luhn_holds(const uint8_t *digits, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned d = digits[n - 1 - i];
        const unsigned weighted = i % 2 ? d * 2 : d;

        sum += weighted > 9 ? weighted - 9 : weighted;
    }
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
