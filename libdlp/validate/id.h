/* validate/id.h - what the files of national numbers share. Nothing outside validate/ includes this. */
#ifndef VALIDATE_ID_H
#define VALIDATE_ID_H

#include "validate/checks.h"

/** What dlp_id_items() makes of a capital. */
#define DLP_ITEM(letter) ((uint8_t)((letter) - 'A' + 10))

/** Letters (10..35, any case) and digits (0..9) of a value; separators of dlp_separator() and , : ( )
 *  are skipped wherever they stand.
 *  @return how many; 0 for any other byte, or more than max */
size_t dlp_id_items(const uint8_t *value, size_t len, uint8_t *items, size_t max);
/** The same for a value of exactly n digits that are not all equal. */
bool dlp_id_digits(const uint8_t *value, size_t len, uint8_t *digits, size_t n);
bool dlp_items_are_digits(const uint8_t *items, size_t n);
/** weights . items, over the first n. */
unsigned dlp_items_sum(const uint8_t *items, const uint8_t *weights, size_t n);
/** digits[0, n), of any length, as a number modulo at most 2^28. */
unsigned dlp_items_mod(const uint8_t *digits, size_t n, unsigned modulus);
/** A number of two digits at digits. */
static inline unsigned dlp_two(const uint8_t *digits)
{
    return digits[0] * 10u + digits[1];
}
/** Does the day exist in 19YY or in 20YY? */
bool dlp_year_of_two_digits(unsigned year, unsigned month, unsigned day);
#endif
