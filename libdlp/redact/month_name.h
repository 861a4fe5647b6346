/* redact/month_name.h - months in words. */
#ifndef REDACT_MONTH_NAME_H
#define REDACT_MONTH_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_MONTH_MAX 24 /* bytes of a month's name */

/** A month, and how it is written. */
struct dlp_month_name {
    unsigned month;    /* 1 to 12 */
    size_t language;   /* of the table */
    bool capital, all; /* its first letter, or all of them, are capitals */
};

/** Read a word in UTF-8. False when it is no month. Of languages that share it, one that writes months with
 *  such a first letter is taken. */
bool dlp_month_read(struct dlp_month_name *name, const uint8_t *word, size_t len);

/** Write another month in the same way. @return its length, without a NUL */
size_t dlp_month_write(uint8_t out[DLP_MONTH_MAX], const struct dlp_month_name *name,
                       unsigned month);
#endif
