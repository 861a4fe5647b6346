/* validate/br.c - Brazil: CPF (Instrucao Normativa RFB 1.548/2015), CNPJ (2.119/2022), the driving
 * licence and the voter registration. */

#include "validate/checks_world.h"

bool dlp_check_br_cpf(const uint8_t *value, size_t len)
{
    static const struct dlp_weights first = {
        11, 9, 9, 11, { 10, 9, 8, 7, 6, 5, 4, 3, 2 }, "00987654321"
    };
    static const struct dlp_weights second = {
        11, 10, 10, 11, { 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 }, "00987654321"
    };
    uint8_t digits[11];

    return dlp_number(value, len, digits, sizeof(digits)) == 11 && !dlp_all_equal(digits, 11)
        && dlp_weights_hold(&first, digits, 11) && dlp_weights_hold(&second, digits, 11);
}

/* Twelve letters or digits, which weigh as their ASCII codes less 48 (IN RFB 2.229/2024: letters
 * from July 2026 on), and two check digits. */
bool dlp_check_br_cnpj(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2 };
    uint8_t items[14];
    unsigned sum;

    if (dlp_alnum(value, len, items, sizeof(items)) != 14 || dlp_all_equal(items, 12)
        || items[12] > 9 || items[13] > 9)
        return false;
    for (size_t i = 0; i < 12; i++)
        items[i] = (uint8_t)(items[i] > 9 ? items[i] + 7 : items[i]);
    for (size_t check = 12; check < 14; check++) {
        sum = 0;
        for (size_t i = 0; i < check; i++)
            sum += weights[13 - check + i] * items[i];
        if ((sum % 11 < 2 ? 0 : 11 - sum % 11) != items[check])
            return false;
    }
    return true;
}

/* CNH: weights fall over the first check digit and rise over the second, which is two less when the
 * first would have been ten. */
bool dlp_check_br_cnh(const uint8_t *value, size_t len)
{
    uint8_t d[11];
    unsigned first, second = 0, less;

    if (dlp_number(value, len, d, sizeof(d)) != 11 || dlp_all_equal(d, 11))
        return false;
    first = dlp_rising_sum(d, 9, 1);
    for (unsigned i = 0; i < 9; i++)
        second += d[i] * (1 + i);
    less = first % 11 == 10 ? 2 : 0;
    first = first % 11 % 10;
    second = (second % 11 + 11 - less) % 11 % 10;
    return d[9] == first && d[10] == second;
}

static unsigned titulo_digit(unsigned sum, bool one_for_zero)
{
    return sum % 11 == 0 && one_for_zero ? 1 : sum % 11 % 10;
}

/* Eight digits, the state 01 to 28 and two check digits (Resolucao TSE 21.538/2003), which are never 0 for
 * the remainder 0 in Sao Paulo and Minas Gerais. */
bool dlp_check_br_titulo(const uint8_t *value, size_t len)
{
    uint8_t d[12];
    unsigned state, sum = 0;

    if (dlp_number(value, len, d, sizeof(d)) != 12)
        return false;
    state = dlp_digits_number(d + 8, 2);
    if (state < 1 || state > 28)
        return false;
    for (unsigned i = 0; i < 8; i++)
        sum += d[i] * (2 + i);
    return d[10] == titulo_digit(sum, state <= 2)
        && d[11] == titulo_digit(d[8] * 7u + d[9] * 8u + d[10] * 9u, state <= 2);
}
