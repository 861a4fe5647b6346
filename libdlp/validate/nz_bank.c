/* validate/nz_bank.c - New Zealand bank accounts: the bank's number says which weights apply
 * (Inland Revenue, payroll calculations and business rules). */

#include "validate/checks.h"

#include <string.h>

#define NZ_DIGITS 18 /* bank 2, branch 4, account 8, suffix 4 */

struct nz_rule {
    char name;
    uint8_t modulus;
    bool digit_sums; /* of each product, taken twice */
    uint8_t weights[NZ_DIGITS];
};

static const struct nz_rule nz_rules[] = {
    { 'A', 11, false, { 0, 0, 6, 3, 7, 9, 0, 0, 10, 5, 8, 4, 2, 1 } },
    { 'B', 11, false, { 0, 0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1 } }, /* A from 0990000 on */
    { 'D', 11, false, { 0, 0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1 } },
    { 'E', 11, true, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 0, 1 } },
    { 'F', 10, false, { 0, 0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1 } },
    { 'G', 10, true, { 0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 0, 3, 7, 1 } },
};

/* The rule of each bank from 01 on; '-' where there is no bank. */
static const char nz_banks[] = "AAAAAA-DE-AAAAAAAAAAAAAAFGAGGA--F-A--A";

static bool nz_rule_holds(char name, const uint8_t *digits)
{
    for (size_t r = 0; r < sizeof(nz_rules) / sizeof(nz_rules[0]); r++) {
        const struct nz_rule *const rule = &nz_rules[r];
        unsigned sum = 0;

        if (rule->name != name)
            continue;
        for (size_t i = 0; i < NZ_DIGITS; i++) {
            unsigned product = rule->weights[i] * digits[i];

            for (int twice = 0; rule->digit_sums && twice < 2; twice++)
                product = product / 10 + product % 10;
            sum += product;
        }
        return sum % rule->modulus == 0;
    }
    return false;
}

/* The digits of the next group, right-aligned in out[0, width). */
static bool nz_group(const uint8_t **at, const uint8_t *end, uint8_t *out, size_t width)
{
    size_t n = 0;

    while (*at + n < end && dlp_is_digit((*at)[n]))
        n++;
    if (n == 0 || n > width)
        return false;
    memset(out, 0, width);
    for (size_t i = 0; i < n; i++)
        out[width - n + i] = (uint8_t)((*at)[i] - '0');
    *at += n;
    *at += *at < end;
    return true;
}

bool dlp_check_nz_account(const uint8_t *value, size_t len)
{
    static const uint8_t widths[] = { 2, 4, 8, 4 };
    const uint8_t *at = value, *const end = value + len;
    uint8_t digits[NZ_DIGITS];
    uint8_t *out = digits;
    unsigned bank;
    char rule;

    for (size_t g = 0; g < sizeof(widths); g++) {
        if (!nz_group(&at, end, out, widths[g]))
            return false;
        out += widths[g];
    }
    bank = dlp_digits_number(digits, 2);
    if (at != end || bank == 0 || bank >= sizeof(nz_banks))
        return false;
    rule = nz_banks[bank - 1];
    if (rule == 'A' && dlp_digits_number(digits + 6, 8) >= 990000)
        rule = 'B';
    return nz_rule_holds(rule, digits);
}
