/* tests/unit/base/test_civil.c - each day of some eras follows the one before, and has its number. */

#include "base/civil.h"
#include "unit/test.h"

#include <stdbool.h>

static struct dlp_civil next(struct dlp_civil date)
{
    static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;

    if (++date.day > days[date.month - 1] + (date.month == 2 && leap)) {
        date.day = 1;
        date.month++;
    }
    if (date.month > 12) {
        date.month = 1;
        date.year++;
    }
    return date;
}

static void test_civil__days_follow_each_other(void)
{
    struct dlp_civil want = { 1, 1, 1 };

    for (int64_t day = DLP_CIVIL_FIRST; want.year < 2101; day++) {
        const struct dlp_civil got = dlp_civil_of(day);

        if (got.year != want.year || got.month != want.month || got.day != want.day
            || dlp_civil_days(want) != day)
            CHECK_INT(day, DLP_CIVIL_FIRST); /* tells which, once */
        want = next(want);
    }
}

static void test_civil__known_days_have_their_numbers(void)
{
    CHECK_INT(dlp_civil_days((struct dlp_civil){ 1970, 1, 1 }), 0);
    CHECK_INT(dlp_civil_days((struct dlp_civil){ 1, 1, 1 }), DLP_CIVIL_FIRST);
    CHECK_INT(dlp_civil_days((struct dlp_civil){ 2000, 2, 29 }), 11016);
    CHECK_INT(dlp_civil_days((struct dlp_civil){ 9999, 12, 31 }), 2932896);
    CHECK_INT(dlp_civil_of(2932896).year, 9999);
}

TEST_MAIN(TEST(test_civil__days_follow_each_other), TEST(test_civil__known_days_have_their_numbers))
