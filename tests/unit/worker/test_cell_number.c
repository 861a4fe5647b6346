/* tests/unit/worker/test_cell_number.c - numbers of cells as people see them. */

#include "unit/test.h"
#include "worker/cell_number.h"

#include <string.h>

static char text[NUMBER_TEXT];

static const char *number(double value)
{
    number_text(text, value);
    return text;
}

static const char *date(double value)
{
    number_date(text, value, false);
    return text;
}

static void test_cell_number__whole_ones_keep_their_digits(void)
{
    CHECK_STR(number(4111111111111111.0), "4111111111111111");
    CHECK_STR(number(-3.0), "-3");
    CHECK_STR(number(0.25), "0.25");
    CHECK_STR(number(1e300), "1e+300");
}

static void test_cell_number__days_are_dates(void)
{
    CHECK_STR(date(30762.0), "1984-03-21");
    CHECK_STR(date(61.0), "1900-03-01");
    CHECK_STR(date(45350.5), "2024-02-28 12:00:00");
    CHECK_STR(date(60.0), "60"); /* the day that never was */
    CHECK_STR(date(1e9), "1000000000");
    number_date(text, 0.0 + 29300, true);
    CHECK_STR(text, "1984-03-21");
}

static double day_of(const char *shown, bool since_1904)
{
    double number;

    return number_of_date(&number, shown, strlen(shown), since_1904) ? number : -1;
}

static void test_cell_number__dates_are_days(void)
{
    for (int day = 61; day <= 2958465; day += 997) {
        number_date(text, day, false);
        CHECK_INT(day_of(text, false), day);
        if (day >= 1462)
            CHECK_INT(day_of(text, true), day - 1462);
    }
    CHECK_INT(day_of("9999-12-31", false), 2958465);
    CHECK_INT(day_of("9999-12-31 23:00:00", true), 2958465 - 1462);
    CHECK_INT(day_of("1904-01-01", true), 0);
    CHECK_INT(day_of("1903-12-31", true), -1);
    CHECK_INT(day_of("1900-02-28", false), -1);
    CHECK_INT(day_of("1984-02-30", false), -1);
    CHECK_INT(day_of("1984-03", false), -1);
    CHECK_INT(day_of("21.03.1984", false), -1);
}

static void test_cell_number__formats_that_show_dates(void)
{
    CHECK(number_is_date("yyyy\\-mm\\-dd"));
    CHECK(number_is_date("[$-409]d/m/yy h:mm"));
    CHECK(!number_is_date("General"));
    CHECK(!number_is_date("0.00E+00"));
    CHECK(!number_is_date("#,##0 \"day\""));
    CHECK(!number_is_date("[Red]0"));
}

TEST_MAIN(TEST(test_cell_number__whole_ones_keep_their_digits),
          TEST(test_cell_number__days_are_dates), TEST(test_cell_number__dates_are_days),
          TEST(test_cell_number__formats_that_show_dates))
