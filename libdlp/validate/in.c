/* validate/in.c - India: Aadhaar, GSTIN and EPIC. */

#include "validate/checks_world.h"

/* Aadhaar (12) and its virtual id (16): no 0 or 1 first, no palindrome, Verhoeff. */
bool dlp_check_in_aadhaar(const uint8_t *value, size_t len)
{
    uint8_t d[16];
    const size_t n = dlp_number(value, len, d, sizeof(d));
    bool palindrome = true;

    if ((n != 12 && n != 16) || d[0] < 2)
        return false;
    for (size_t i = 0; i < n / 2; i++)
        palindrome = palindrome && d[i] == d[n - 1 - i];
    return !palindrome && dlp_check_verhoeff(value, len);
}

/* Goods and services tax: state, PAN, number of the registration, Z, and Luhn modulo 36. */
bool dlp_check_in_gstin(const uint8_t *value, size_t len)
{
    uint8_t items[15];
    unsigned sum = 0, state;

    if (dlp_alnum(value, len, items, sizeof(items)) != 15)
        return false;
    for (size_t i = 0; i < 12; i++) {
        if ((items[i] > 9) != ((i >= 2 && i < 7) || i == 11))
            return false;
    }
    state = dlp_digits_number(items, 2);
    if (state < 1 || (state > 38 && state != 97 && state != 99) || items[12] == 0
        || items[13] != 35) /* 35 is Z */
        return false;
    for (size_t i = 0; i < 15; i++) {
        const unsigned weighted = items[i] * (i % 2 ? 2u : 1u);

        sum += weighted / 36 + weighted % 36;
    }
    return sum % 36 == 0;
}

/* Voter's card: three letters, seven digits of which the last is Luhn. */
bool dlp_check_in_epic(const uint8_t *value, size_t len)
{
    uint8_t items[10];

    if (dlp_alnum(value, len, items, sizeof(items)) != 10)
        return false;
    for (size_t i = 0; i < 10; i++) {
        if ((items[i] > 9) != (i < 3))
            return false;
    }
    return !dlp_all_equal(items + 3, 7) && dlp_luhn_holds(items + 3, 7);
}
