/* validate/bic.c - business identifier codes, ISO 9362: four letters of the party, country, two
 * characters of its place, and a branch of three or none. */

#include "validate/checks.h"

bool dlp_check_bic(const uint8_t *value, size_t len)
{
    if (len != 8 && len != 11)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_upper(value[i]) && (i < 6 || !dlp_is_digit(value[i])))
            return false;
    }
    return dlp_country_known(value + 4);
}
