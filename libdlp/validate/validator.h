/* validate/validator.h - is the number real? Pure functions over the matched bytes.
 *
 * A validator gets the value as it stood in the text, separators included, and takes what it
 * needs itself (dlp_digits). It never allocates, never reads past len, and knows no context.
 * The registry is the one list: a rule names a validator by its name. */
#ifndef VALIDATE_VALIDATOR_H
#define VALIDATE_VALIDATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A weighted checksum as data (decision D16). sum = weights . digits, over digits[0, n). */
struct dlp_weights {
    uint8_t digits;   /* exact count of digits (or base-36 characters) of the value */
    uint8_t n;        /* how many of them, from the left, are weighted */
    uint8_t check_at; /* 0-based place of the check character */
    uint8_t modulus;  /* 1..97 */
    int8_t weights[24];
    const char *map; /* map[sum % modulus] is the expected character; '!' = never valid;
                        NULL: there is no checksum */
};

struct dlp_validator {
    const char *name;   /* "luhn", "iban", "us_ssn": what rules write */
    const char *title;  /* one line for rules explain and the manual */
    const char *source; /* the standard or law */
    bool (*check)(const uint8_t *value, size_t len); /* NULL when rows is set */
    const struct dlp_weights *rows;                  /* any row that fits may pass */
    size_t rows_len;
    bool selective;     /* random values of the right shape pass at most one time in eight: then the
                       share of a column that passes says what the column holds */
    const char *starts; /* NULL, or what the number must begin with: "20 23-27", each with as many
                           digits as its first one has */
};

/** The validator of that name, or NULL. */
const struct dlp_validator *dlp_validator_find(const char *name);
/** All of them, in order of name, for listings and fuzzing. */
const struct dlp_validator *dlp_validator_list(size_t *len);
/** Run it. True: the value passes. */
bool dlp_validator_check(const struct dlp_validator *validator, const uint8_t *value, size_t len);
/** Does a number begin with one of the starts of a validator? */
bool dlp_starts_hold(const char *starts, const uint8_t *value, size_t len);
#define DLP_PAIRS_HIGH ((UINT64_C(1) << 36) - 1) /* 64 to 99 */
/** Bit 10 * a + b of two words: a number that begins with the digits a and b may pass. */
void dlp_validator_pairs(uint64_t pairs[2], const struct dlp_validator *validator);

/** Copy the ASCII digits of value into out (as 0..9) and skip everything else.
 *  @return how many; max + 1 when there are more than max */
size_t dlp_digits(const uint8_t *value, size_t len, uint8_t *out, size_t max);
/** Is year-month-day a real date, and year in 1850..2100? */
bool dlp_date_valid(unsigned year, unsigned month, unsigned day);
#endif
