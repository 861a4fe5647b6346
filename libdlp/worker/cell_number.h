/* worker/cell_number.h - numbers of spreadsheets as their cells show them, near enough to be found. */
#ifndef WORKER_CELL_NUMBER_H
#define WORKER_CELL_NUMBER_H

#include "worker/worker.h"

#include <stdbool.h>
#include <stddef.h>

#define NUMBER_TEXT 48

/** Whole numbers with all their digits, never as 4.1E15; others as short as they can be. */
WORKER_API void number_text(char out[NUMBER_TEXT], double number);
/** A day and a time since 1900 as "1984-03-21", with " 14:05:00" where the time is not midnight; as a
 *  number where it is no day. */
void number_date(char out[NUMBER_TEXT], double number, bool since_1904);
/** The other way: the number of a day that number_date() shows as this text, or as its beginning.
 *  @return false when it shows no day so, or none of the numbers from 0 on is it. */
bool number_of_date(double *number, const char *text, size_t len, bool since_1904);
/** Is a number with this format code shown as a date? */
bool number_is_date(const char *format);

#endif
