/* validate/br.c - Brazil: CPF, Instrucao Normativa RFB 1.548/2015. */

#include "validate/checks.h"

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
