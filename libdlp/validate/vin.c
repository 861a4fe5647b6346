/* validate/vin.c - vehicle identification numbers (ISO 3779; 49 CFR 565). */

#include "validate/checks_world.h"

#include <string.h>

/* What a character counts: I, O and Q do not occur. Returns 255 for what is none. */
static unsigned vin_value(uint8_t c)
{
    static const char letters[] = "abcdefghjklmnprstuvwxyz";
    static const uint8_t values[] = { 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4,
                                      5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9 };
    const char *at;

    if (dlp_is_digit(c))
        return c - '0';
    if (!dlp_is_alpha(c))
        return 255;
    at = strchr(letters, dlp_lower(c));
    return at ? values[at - letters] : 255;
}

static bool vin_sum_holds(const uint8_t *value)
{
    static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 };
    unsigned sum = 0;

    for (size_t i = 0; i < 17; i++)
        sum += weights[i] * vin_value(value[i]);
    return dlp_lower(value[8]) == (uint8_t) "0123456789x"[sum % 11];
}

/* Seventeen characters, letters and digits, of one case, the last four digits; no zero first. */
static bool vin_form(const uint8_t *value, size_t len)
{
    bool upper = false, lower = false;

    if (len != 17 || value[0] == '0')
        return false;
    for (size_t i = 0; i < 17; i++) {
        if (vin_value(value[i]) == 255 || (i >= 13 && !dlp_is_digit(value[i])))
            return false;
        upper = upper || dlp_is_upper(value[i]);
        lower = lower || (dlp_is_alpha(value[i]) && !dlp_is_upper(value[i]));
    }
    return upper != lower;
}

/* The check digit is law in North America and China (first character 1 to 5, L); elsewhere the
 * ninth place is free. */
bool dlp_check_vin(const uint8_t *value, size_t len)
{
    if (!vin_form(value, len))
        return false;
    return (!(value[0] >= '1' && value[0] <= '5') && dlp_lower(value[0]) != 'l')
        || vin_sum_holds(value);
}

bool dlp_check_vin_sum(const uint8_t *value, size_t len)
{
    return vin_form(value, len) && vin_sum_holds(value);
}
