/* validate/iso7064.c - the check character systems of ISO/IEC 7064:2003. */

#include "validate/checks.h"

#define ISO7064_X 10    /* check character X of mod 11-2 */
#define ISO7064_STAR 36 /* check character * of mod 37-2 */

/* A pure system: the sum of a_i * r^i is 1 mod M. */
static bool iso7064_pure(const uint8_t *items, size_t n, unsigned modulus, unsigned radix)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum = (sum * radix + items[i]) % modulus;
    return n >= 2 && sum == 1;
}

bool dlp_hybrid_holds(const uint8_t *items, size_t n, unsigned modulus)
{
    unsigned product = modulus;

    if (n < 2)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        const unsigned sum = (product + items[i]) % modulus;

        product = (sum ? sum : modulus) * 2 % (modulus + 1);
    }
    return (product + items[n - 1]) % modulus == 1;
}

/* All but the last character as items, then the last by itself when it is the system's own sign. */
static size_t iso7064_items(const uint8_t *value, size_t len, bool letters, uint8_t sign,
                            uint8_t sign_item, uint8_t *items, size_t max)
{
    const bool has_sign = len > 0 && (value[len - 1] == sign || value[len - 1] == dlp_lower(sign));
    size_t body = len - has_sign;
    size_t n;

    if (has_sign && body > 0 && (value[body - 1] == '-' || value[body - 1] == ' '))
        body--; /* "0000-0001-2345-678-X" */
    n = letters ? dlp_alnum(value, body, items, max - 1) : dlp_number(value, body, items, max - 1);
    if (n > 0 && has_sign)
        items[n++] = sign_item;
    return n;
}

bool dlp_check_iso7064_mod11_2(const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];
    const size_t n = iso7064_items(value, len, false, 'X', ISO7064_X, items, sizeof(items));

    return iso7064_pure(items, n, 11, 2);
}

bool dlp_check_iso7064_mod37_2(const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];
    const size_t n = iso7064_items(value, len, true, '*', ISO7064_STAR, items, sizeof(items));

    return iso7064_pure(items, n, 37, 2);
}

bool dlp_check_iso7064_mod97_10(const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];
    const size_t n = dlp_alnum(value, len, items, sizeof(items));
    unsigned sum = 0;

    /* Letters stand for two digits; the check characters are two digits. */
    if (n < 3 || items[n - 1] > 9 || items[n - 2] > 9)
        return false;
    for (size_t i = 0; i < n; i++)
        sum = (sum * (items[i] > 9 ? 100u : 10u) + items[i]) % 97;
    return sum == 1;
}

bool dlp_mod11_10_holds(const uint8_t *digits, size_t n)
{
    return dlp_hybrid_holds(digits, n, 10);
}

bool dlp_check_iso7064_mod11_10(const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];

    return dlp_hybrid_holds(items, dlp_number(value, len, items, sizeof(items)), 10);
}

bool dlp_check_iso7064_mod37_36(const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];

    return dlp_hybrid_holds(items, dlp_alnum(value, len, items, sizeof(items)), 36);
}
