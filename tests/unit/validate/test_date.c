/* tests/unit/validate/test_date.c - dates, and digits out of text. */

#include "unit/validate/check.h"
#include "validate/checks.h"

static void test_date__takes_the_usual_forms(void)
{
    static const struct check_case cases[] = {
        { "date", "1984-02-29", true },  { "date", "29.02.1984", true },
        { "date", "2/29/1984", true },   { "date", "29/02/1984", true },
        { "date", "29-02-1984", true },  { "date", "1984/02/29", true },
        { "date", "1.2.1984", true },    { "date", "1983-02-29", false },
        { "date", "1984-13-01", false }, { "date", "13/13/1984", false },
        { "date", "02.29.1984", false }, { "date", "1899-12-31", false },
        { "date", "2101-01-01", false }, { "date", "1984-02.29", false },
        { "date", "1984-2", false },     { "date", "1984-02-290", false },
        { "date", "84-02-29", false },   { "date", "00.01.1984", false },
        { "date", "19840229", false },   { "date", "1984-02-29 ", false },
    };

    CHECK_CASES(cases);
}

static void test_date__knows_leap_years(void)
{
    CHECK(dlp_date_valid(2000, 2, 29));
    CHECK(!dlp_date_valid(1900, 2, 29));
    CHECK(dlp_date_valid(2024, 2, 29));
    CHECK(!dlp_date_valid(2023, 2, 29));
    CHECK(!dlp_date_valid(1849, 1, 1) && dlp_date_valid(1850, 1, 1));
    CHECK(dlp_date_valid(2100, 12, 31) && !dlp_date_valid(2101, 1, 1));
    CHECK(!dlp_date_valid(2000, 0, 1) && !dlp_date_valid(2000, 4, 31));
    CHECK(!dlp_date_valid(2000, 13, 1) && !dlp_date_valid(2000, 1, 0));
}

static void test_digits__counts_one_beyond_the_maximum(void)
{
    static const uint8_t text[] = "a1-2b3";
    uint8_t out[3] = { 9, 9, 9 };

    CHECK_INT(dlp_digits(text, 6, out, 3), 3);
    CHECK(out[0] == 1 && out[1] == 2 && out[2] == 3);
    CHECK_INT(dlp_digits(text, 6, out, 2), 3);
    CHECK_INT(dlp_digits(text, 6, out, 0), 1);
    CHECK_INT(dlp_digits(text, 0, out, 3), 0);
}

static void test_number__takes_separators_between_digits_only(void)
{
    uint8_t out[8];

    CHECK_INT(dlp_number((const uint8_t *)"1 2-3\xc2\xa0"
                                          "4\xe2\x80\x93"
                                          "5",
                         10, out, 8),
              0);
    CHECK_INT(dlp_number((const uint8_t *)"1 2-3\xc2\xa0"
                                          "4\xe2\x80\x93"
                                          "5",
                         12, out, 8),
              5);
    CHECK_INT(dlp_number((const uint8_t *)"1a2", 3, out, 8), 0);
    CHECK_INT(dlp_number((const uint8_t *)" 12", 3, out, 8), 0);
    CHECK_INT(dlp_number((const uint8_t *)"12 ", 3, out, 8), 0);
    CHECK_INT(dlp_number((const uint8_t *)"123456789", 9, out, 8), 0);
}

TEST_MAIN(TEST(test_date__takes_the_usual_forms), TEST(test_date__knows_leap_years),
          TEST(test_digits__counts_one_beyond_the_maximum),
          TEST(test_number__takes_separators_between_digits_only))
