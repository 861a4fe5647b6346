/* extract/card_digits.h - may single characters be a card's number, an IBAN, or how a domain ends? */
#ifndef EXTRACT_CARD_DIGITS_H
#define EXTRACT_CARD_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_CARD_LEAST 15u /* digits of cards that are looked for in odd groups */
#define DLP_CARD_MOST 16u

/** Have digits[0, len), ASCII, the length, the first digit and the check digit of a card? One list of
 *  digits in twenty has. Threads: pure. */
bool dlp_digits_are_card(const uint8_t *digits, size_t len);

#define DLP_IBAN_LEAST 15u /* letters and digits */
#define DLP_IBAN_MOST 34u

/** Are text[0, len), letters and digits, an IBAN of a country that has them, with the right check digits? Threads:
 *  pure. */
bool dlp_text_is_iban(const uint8_t *text, size_t len);
/** Is it a top-level domain, in any case? Threads: pure. */
bool dlp_text_is_tld(const uint8_t *text, size_t len);
#endif
