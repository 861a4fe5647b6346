/* common/numeral.h - numbers of the command line, read strictly. */
#ifndef COMMON_NUMERAL_H
#define COMMON_NUMERAL_H

#include <stdbool.h>
#include <stdint.h>

/** A whole number, decimal or 0x hexadecimal: digits and nothing else. */
bool number_read(const char *text, uint64_t *out);

/** A number of bytes: as number_read(), with K, M or G behind it for 1,024 and its powers. */
bool number_bytes(const char *text, uint64_t *out);

/** A decimal fraction from 0 to 1, as in "0.75", "1" or ".5": no sign, space or exponent. */
bool number_fraction(const char *text, double *out);

#endif
