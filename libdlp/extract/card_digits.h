/* extract/card_digits.h - may single digits be a card's number? */
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
#endif
