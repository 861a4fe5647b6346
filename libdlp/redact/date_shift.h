/* redact/date_shift.h - a date some days earlier or later, written as it was. */
#ifndef REDACT_DATE_SHIFT_H
#define REDACT_DATE_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_DATE_MAX 64 /* bytes of a date as it is written */

/** Is what a rule finds a date? */
bool dlp_date_rule(const char *rule);

/** Move a date in place: year, month and day in digits with separators, or the month in words.
 *  @param value      *len bytes of at most DLP_DATE_MAX; the new date may be longer or shorter.
 *  @param days       not 0.
 *  @param day_first  how 03/04/2001 is read, where both readings are dates.
 *  @return false when it is no date that we can read, or leaves the years 1 to 9999; value is then as it was. */
bool dlp_date_shift(uint8_t value[DLP_DATE_MAX], size_t *len, int days, bool day_first);
#endif
