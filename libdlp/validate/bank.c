/* validate/bank.c - national account numbers whose checks are more than one weighted sum. */

#include "validate/checks.h"

#include <string.h>

/* Weights from the right end of digits[0, n), repeated. */
static unsigned bank_sum_right(const uint8_t *digits, size_t n, const uint8_t *weights,
                               size_t period)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += digits[n - 1 - i] * weights[i % period];
    return sum;
}

/* CBU (BCRA A 2212): bank and branch with a check digit, account with another. */
bool dlp_check_ar_cbu(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 1, 7, 9 };
    uint8_t d[22];

    return dlp_number(value, len, d, sizeof(d)) == 22 && !dlp_all_equal(d, 22)
        && (10 - bank_sum_right(d, 7, weights, 4) % 10) % 10 == d[7]
        && (10 - bank_sum_right(d + 8, 13, weights, 4) % 10) % 10 == d[21];
}

static unsigned es_ccc_digit(const uint8_t *digits, size_t n)
{
    static const uint8_t weights[] = { 6, 3, 7, 9, 10, 5, 8, 4, 2, 1 };
    const unsigned rest = 11 - bank_sum_right(digits, n, weights, 10) % 11;

    return rest == 11 ? 0 : rest == 10 ? 1 : rest;
}

/* CCC: bank and branch of four digits each, two check digits, account of ten (CSB folleto 23). */
bool dlp_check_es_ccc(const uint8_t *value, size_t len)
{
    uint8_t d[20];

    return dlp_number(value, len, d, sizeof(d)) == 20 && !dlp_all_equal(d, 20)
        && es_ccc_digit(d, 8) == d[8] && es_ccc_digit(d + 10, 10) == d[9];
}

/* CLABE (ABM): weights 3, 7, 1, each product mod 10. */
bool dlp_check_mx_clabe(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 3, 7, 1 };
    uint8_t d[18];
    unsigned sum = 0;

    if (dlp_number(value, len, d, sizeof(d)) != 18 || dlp_all_equal(d, 18))
        return false;
    for (size_t i = 0; i < 17; i++)
        sum += (unsigned)d[i] * weights[i % 3] % 10;
    return (10 - sum % 10) % 10 == d[17];
}

/* Norway: mod 11 over the first ten digits; the old postal giro behind 0000 has a Luhn digit. */
bool dlp_check_no_kontonr(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 2, 3, 4, 5, 6, 7, 2, 3, 4, 5 };
    uint8_t d[11];

    if (dlp_number(value, len, d, sizeof(d)) != 11 || dlp_all_equal(d, 11))
        return false;
    if (dlp_digits_number(d, 4) == 0)
        return dlp_luhn_holds(d + 4, 7);
    return (11 - bank_sum_right(d, 10, weights, 6) % 11) % 11 == d[10];
}

/* Czechia and Slovakia: prefix-number/bank, prefix and number each 0 mod 11 (CNB 169/2011). */
bool dlp_check_cz_account(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 2, 4, 8, 5, 10, 9, 7, 3, 6 };
    const uint8_t *const slash = memchr(value, '/', len);
    const uint8_t *const dash = memchr(value, '-', len);
    const uint8_t *number = dash ? dash + 1 : value;
    uint8_t d[10];
    size_t n;

    if (!slash || (dash && dash > slash) || value + len - slash != 5
        || dlp_digits(slash, 5, d, 4) != 4)
        return false;
    if (dash) {
        n = dlp_number(value, (size_t)(dash - value), d, 6);
        if (n == 0 || bank_sum_right(d, n, weights, 10) % 11 != 0)
            return false;
    }
    n = dlp_number(number, (size_t)(slash - number), d, 10);
    return n >= 2 && !dlp_all_equal(d, n) && bank_sum_right(d, n, weights, 10) % 11 == 0;
}

/* Belgian structured message (OGM/VCS): ten digits and their remainder mod 97, 97 for 0. */
bool dlp_check_be_ogm(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    unsigned rest = 0;

    if (dlp_digits(value, len, d, sizeof(d)) != 12 || dlp_all_equal(d, 12))
        return false;
    for (size_t i = 0; i < 10; i++)
        rest = (rest * 10 + d[i]) % 97;
    return (rest ? rest : 97) == dlp_digits_number(d + 10, 2);
}

/* Swiss payment slips (ESR): mod 10 recursive. */
bool dlp_check_ch_esr(const uint8_t *value, size_t len)
{
    static const uint8_t table[] = { 0, 9, 4, 6, 8, 2, 7, 1, 3, 5 };
    uint8_t d[27];
    const size_t n = dlp_number(value, len, d, sizeof(d));
    unsigned carry = 0;

    if (n < 16 || dlp_all_equal(d, n))
        return false;
    for (size_t i = 0; i + 1 < n; i++)
        carry = table[(carry + d[i]) % 10];
    return (10 - carry) % 10 == d[n - 1];
}

/* RF creditor reference (ISO 11649): mod 97 with the first four characters moved to the end. */
bool dlp_check_iso11649(const uint8_t *value, size_t len)
{
    uint8_t items[25];
    const size_t n = dlp_alnum(value, len, items, sizeof(items));
    unsigned sum = 0;

    if (n < 5 || items[0] != 'R' - 'A' + 10 || items[1] != 'F' - 'A' + 10 || items[2] > 9
        || items[3] > 9)
        return false;
    for (size_t i = 0; i < n; i++) {
        const unsigned item = items[(i + 4) % n];

        sum = (sum * (item > 9 ? 100u : 10u) + item) % 97;
    }
    return sum == 1;
}

/* Bankgiro: three or four digits, a hyphen, four; Plusgiro: one to seven, a hyphen, one. */
bool dlp_check_se_giro(const uint8_t *value, size_t len)
{
    const uint8_t *const dash = memchr(value, '-', len);
    uint8_t d[8];
    const size_t n = dlp_number(value, len, d, sizeof(d));
    const size_t tail = dash ? (size_t)(value + len - dash) - 1 : 0;

    if (n < 2 || (dash && tail != 1 && (tail != 4 || n < 7)))
        return false;
    return !dlp_all_equal(d, n) && dlp_luhn_holds(d, n);
}
