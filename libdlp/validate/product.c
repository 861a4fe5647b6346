/* validate/product.c - numbers of things: chemicals, freight containers and films. */

#include "validate/checks_world.h"

#include <string.h>

/* CAS: the digits before the check weigh 1, 2, 3, ... from the right. */
bool dlp_check_casrn(const uint8_t *value, size_t len)
{
    uint8_t d[10];
    const size_t n = dlp_number(value, len, d, sizeof(d));

    return n >= 5 && d[0] != 0 && dlp_rising_sum(d, n - 1, 1) % 10 == d[n - 1];
}

/* ISO 6346: letters count from 10 without the multiples of 11, places weigh powers of two. */
bool dlp_check_iso6346(const uint8_t *value, size_t len)
{
    uint8_t items[11];
    unsigned sum = 0;

    if (dlp_alnum(value, len, items, sizeof(items)) != 11)
        return false;
    for (size_t i = 0; i < 10; i++) {
        unsigned count = items[i];

        if ((count > 9) != (i < 4))
            return false;
        if (count > 9)
            count += (count - 1) / 10; /* 11, 22 and 33 are left out */
        sum += count << i;
    }
    return sum % 11 % 10 == items[10];
}

/* ISO 15706: 16 hexadecimal digits of a work and 8 of its version, with a check character behind each
 * of the two or with none. */
bool dlp_check_isan(const uint8_t *value, size_t len)
{
    uint8_t items[26], whole[25];
    const size_t n = dlp_alnum(value, len, items, sizeof(items));

    for (size_t i = 0; i < n; i++) {
        if (items[i] > 15 && i != 16 && i != 25)
            return false;
    }
    if (n == 16 || n == 24)
        return n == 16 || items[16] <= 15;
    if ((n != 17 && n != 26) || !dlp_hybrid_holds(items, 17, 36))
        return false;
    memcpy(whole, items, 16);
    memcpy(whole + 16, items + 17, 9);
    return n == 17 || dlp_hybrid_holds(whole, sizeof(whole), 36);
}
