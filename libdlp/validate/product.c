/* validate/product.c - numbers of things: chemicals and freight containers. */

#include "validate/checks_world.h"

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
