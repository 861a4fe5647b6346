/* validate/br.c - Brazil: CPF (Instrucao Normativa RFB 1.548/2015) and CNPJ (2.119/2022). */

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
