/* base/civil.h - days of the Gregorian calendar and their numbers, for the years from 1 on.
 *
 * Days are counted as Howard Hinnant's "chrono-compatible low-level date algorithms" do: in eras of 400 years,
 * each year from 1 March on, so that the day that a leap year has more is its last. */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include <stdint.h>

struct dlp_civil {
    unsigned year, month, day; /* from 1 on */
};

#define DLP_CIVIL_FIRST INT64_C(-719162) /* 1 January of the year 1 */
#define DLP_CIVIL_ERA 146097             /* days */
#define DLP_CIVIL_EPOCH 719468           /* days from 1 March of the year 0 to 1970-01-01 */

/** Days since 1970-01-01 of a day that exists. */
static inline int64_t dlp_civil_days(struct dlp_civil date)
{
    const int64_t year = (int64_t)date.year - (date.month <= 2);
    const int64_t era = year / 400, in_era = year - era * 400;
    const int64_t month = (int64_t)date.month + (date.month > 2 ? -3 : 9);
    const int64_t in_year = (153 * month + 2) / 5 + (int64_t)date.day - 1;

    return era * DLP_CIVIL_ERA + in_era * 365 + in_era / 4 - in_era / 100 + in_year
        - DLP_CIVIL_EPOCH;
}

/** The day of that number; days is at least DLP_CIVIL_FIRST. */
static inline struct dlp_civil dlp_civil_of(int64_t days)
{
    const int64_t all = days + DLP_CIVIL_EPOCH;
    const int64_t era = all / DLP_CIVIL_ERA, rest = all - era * DLP_CIVIL_ERA;
    const int64_t in_era = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    const int64_t in_year = rest - (365 * in_era + in_era / 4 - in_era / 100);
    const int64_t month = (5 * in_year + 2) / 153;
    struct dlp_civil date = { .month = (unsigned)(month < 10 ? month + 3 : month - 9),
                              .day = (unsigned)(in_year - (153 * month + 2) / 5 + 1) };

    date.year = (unsigned)(in_era + era * 400 + (date.month <= 2));
    return date;
}
#endif
