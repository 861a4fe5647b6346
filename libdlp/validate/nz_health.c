/* validate/nz_health.c - New Zealand's national health index number, HISO 10046. */

#include "validate/checks_world.h"

#include <string.h>

/* Three letters, then three digits and a check digit, or since 2022 two digits, a letter and a check
 * letter. Letters count from 1 without I and O. */
bool dlp_check_nz_nhi(const uint8_t *value, size_t len)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    unsigned items[7], sum = 0;

    if (len != 7)
        return false;
    for (size_t i = 0; i < len; i++) {
        const uint8_t c = dlp_upper(value[i]);
        const char *const letter = dlp_is_upper(c) ? strchr(letters, c) : NULL;

        if (!letter && !dlp_is_digit(c))
            return false;
        items[i] = letter ? (unsigned)(letter - letters) + 1 : (unsigned)(c - '0');
        if ((letter != NULL) != (i < 3 || (i > 4 && !dlp_is_digit(value[6]))))
            return false;
        if (i < 6)
            sum += items[i] * (unsigned)(7 - i);
    }
    if (dlp_is_digit(value[6]))
        return sum % 11 != 0 && (11 - sum % 11) % 10 == items[6];
    return 23 - sum % 23 == items[6];
}
