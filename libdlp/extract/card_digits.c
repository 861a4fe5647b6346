/* extract/card_digits.c - the check digit, for readings that nothing else speaks for. */

#include "extract/card_digits.h"

#include "validate/checks.h"

bool dlp_digits_are_card(const uint8_t *digits, size_t len)
{
    uint8_t values[DLP_CARD_MOST];

    if (len < DLP_CARD_LEAST || len > DLP_CARD_MOST || digits[0] < '2' || digits[0] > '6')
        return false;
    for (size_t i = 0; i < len; i++)
        values[i] = (uint8_t)(digits[i] - '0');
    return dlp_luhn_holds(values, len);
}

bool dlp_text_is_iban(const uint8_t *text, size_t len)
{
    return dlp_check_iban(text, len);
}

bool dlp_text_is_tld(const uint8_t *text, size_t len)
{
    return dlp_tld_known(text, len);
}
