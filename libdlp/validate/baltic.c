/* validate/baltic.c - Estonia, Latvia, Lithuania. */

#include "validate/id.h"

/* The check digit of Estonia and Lithuania: weights 1 to 9 over and over; where that gives 10, weights
 * that begin with 3; where that does, too, 0. */
static unsigned baltic_check(const uint8_t *digits, size_t n)
{
    unsigned sum = 0, again = 0;

    for (unsigned i = 0; i < n; i++) {
        sum += (i % 9 + 1) * digits[i];
        again += ((i + 2) % 9 + 1) * digits[i];
    }
    return (sum % 11 == 10 ? again : sum) % 11 % 10;
}

static bool baltic_birthday(const uint8_t *d)
{
    return d[0] >= 1 && d[0] <= 8
        && dlp_day_exists(1800 + (d[0] - 1u) / 2 * 100 + dlp_two(d + 1), dlp_two(d + 3),
                          dlp_two(d + 5));
}

/* Isikukood: sex and century, birthday, serial. */
bool dlp_check_ee_ik(const uint8_t *value, size_t len)
{
    uint8_t d[11];

    return dlp_id_digits(value, len, d, 11) && baltic_birthday(d) && baltic_check(d, 10) == d[10];
}

/* Asmens kodas: the same; those that begin with 9 have no birthday. */
bool dlp_check_lt_asmens(const uint8_t *value, size_t len)
{
    uint8_t d[11];

    return dlp_id_digits(value, len, d, 11) && (d[0] == 9 || baltic_birthday(d))
        && baltic_check(d, 10) == d[10];
}

bool dlp_check_ee_registrikood(const uint8_t *value, size_t len)
{
    uint8_t d[8];

    return dlp_id_digits(value, len, d, 8) && (d[0] == 1 || d[0] >= 7)
        && baltic_check(d, 7) == d[7];
}

/* PVM code: 9 digits, 12 for those registered for a time; the last but one is 1. */
bool dlp_check_lt_pvm(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    return (n == 9 || n == 12) && dlp_items_are_digits(d, n) && !dlp_all_equal(d, n)
        && d[n - 2] == 1 && baltic_check(d, n - 1) == d[n - 1];
}

/* Personas kods: birthday, century, serial; since 2017 32 and a random number. */
bool dlp_check_lv_pk(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 10, 5, 8, 4, 2, 1, 6, 3, 7, 9 };
    uint8_t d[11];

    if (!dlp_id_digits(value, len, d, 11) || (1 + dlp_items_sum(d, weights, 10)) % 11 % 10 != d[10])
        return false;
    return dlp_two(d) == 32
        || dlp_day_exists(1800 + d[6] * 100u + dlp_two(d + 4), dlp_two(d + 2), dlp_two(d));
}

/* PVN: of companies, which begin with 4 or more; of people it is the personas kods. */
bool dlp_check_lv_pvn(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1 };
    uint8_t d[11];

    if (!dlp_id_digits(value, len, d, 11))
        return false;
    return d[0] > 3 ? dlp_items_sum(d, weights, 11) % 11 == 3 : dlp_check_lv_pk(value, len);
}
