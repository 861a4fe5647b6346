/* validate/eu_codes.c - codes of things in Europe: energy parties and points, euro banknotes,
 * libraries. */

#include "validate/checks_world.h"

#include <string.h>

/* Sixteen of 0-9, A-Z and the hyphen; the last one checks the others, which weigh 16 to 2. */
bool dlp_check_eu_eic(const uint8_t *value, size_t len)
{
    unsigned sum = 0;

    if (len != 16 || value[15] == '-')
        return false;
    for (unsigned i = 0; i < 16; i++) {
        const uint8_t c = value[i];
        const unsigned item = dlp_is_digit(c) ? (unsigned)(c - '0')
            : c == '-'                        ? 36
                                              : (unsigned)(c - 'A') + 10;

        if (c != '-' && !dlp_is_digit(c) && !dlp_is_upper(c))
            return false;
        if (i == 15)
            return item == 36 - (sum + 36) % 37;
        sum += (16 - i) * item;
    }
    return false;
}

/* One letter and eleven digits, or two and ten: all together a multiple of nine, where letters are
 * their ASCII codes. */
bool dlp_check_eu_banknote(const uint8_t *value, size_t len)
{
    unsigned sum = 0;

    if (len != 12 || !memchr("BCDEFHJLMNPRSTUVWXYZ", value[0], 20))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_digit(value[i]) && (i > 1 || !dlp_is_upper(value[i])))
            return false;
        sum += dlp_is_digit(value[i]) ? (unsigned)(value[i] - '0') : value[i];
    }
    return sum % 9 == 0;
}

/* A country or an agency, a hyphen, and 1 to 11 characters. */
bool dlp_check_isil(const uint8_t *value, size_t len)
{
    static const char *const agencies[] = { "EUR", "GTB", "M", "O", "OCLC", "ZDB" };
    const uint8_t *const hyphen = memchr(value, '-', len);
    const size_t prefix = hyphen ? (size_t)(hyphen - value) : 0;

    if (prefix == 0 || len - prefix < 2 || len - prefix > 12)
        return false;
    for (size_t i = prefix + 1; i < len; i++) {
        if (!dlp_is_digit(value[i]) && !dlp_is_alpha(value[i]) && !memchr("-:/", value[i], 3))
            return false;
    }
    if (prefix == 2) {
        const uint8_t code[2] = { value[0] & 0xdf, value[1] & 0xdf };

        return dlp_country_known(code);
    }
    for (size_t i = 0; i < sizeof(agencies) / sizeof(agencies[0]); i++) {
        if (strlen(agencies[i]) == prefix && memcmp(agencies[i], value, prefix) == 0)
            return true;
    }
    return false;
}
