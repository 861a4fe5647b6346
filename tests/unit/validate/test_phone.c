/* tests/unit/validate/test_phone.c - telephone numbers by numbering plan. */

#include "unit/validate/check.h"

static void test_phone__knows_calling_codes_and_lengths(void)
{
    static const struct check_case cases[] = {
        { "phone_e164", "+44 20 7946 0958", true },
        { "phone_e164", "+442079460958", true },
        { "phone_e164", "+46 (0)70-123 45 67", true },
        { "phone_e164", "+7 (495) 123-45-67", true },
        { "phone_e164", "+49 30 123456", true },
        { "phone_e164", "+86 138 0013 8000", true },
        { "phone_e164", "+1 212 456 7890", true },
        { "phone_e164", "+1 112 456 7890", false },
        { "phone_e164", "442079460958", false },
        { "phone_e164", "+999 123 456 78", false }, /* no such code */
        { "phone_e164", "+44 20 7946", false },
        { "phone_e164", "+44 20 7946 0958 1234", false },
        { "phone_e164", "+44 20 79x6 0958", false },
        { "phone_e164", "+44 (20 7946 0958", false },
        { "phone_e164", "+0 123 456 7890", false },
        { "phone_e164", "+", false },
    };

    CHECK_CASES(cases);
}

static void test_phone_national__is_written_like_one(void)
{
    static const struct check_case cases[] = {
        { "phone_national", "07700 900123", true },
        { "phone_national", "(07) 5331 0577", true },
        { "phone_national", "01.99.00.12.34", true },
        { "phone_national", "380671234567", true },
        { "phone_national", "0049 30 123456", true },
        { "phone_national", "011 44 20 7946 0958", true },
        { "phone_national", "4915123456789", true }, /* longer than 12: with its country code */
        { "phone_national", "0199-12-31 23", false },
        { "phone_national", "0340-12 31 23", true },
        { "phone_national", "0199-13-31 23", true },
        { "phone_national", "123456", false },
        { "phone_national", "00999 123456", false }, /* no such country */
        { "phone_national", "9991512345678", false },
        { "phone_national", "+44 20 7946 0958", false },
        { "phone_national", "2012-01-02", false },
        { "phone_national", "01/02/2012", false },
        { "phone_national", "89.160.20.112", false },
        { "phone_national", "5.2783962", false },
        { "phone_national", "1740000000", false }, /* a time stamp */
        { "phone_national", "7 7 7 7 7 7 7", false },
        { "phone_national", "(07 5331 0577", false },
        { "phone_national", "1111111", false },
        { "phone_national", "1 2 3 4 5 6 7", false },
    };

    CHECK_CASES(cases);
}

static void test_phone_us__follows_the_numbering_plan(void)
{
    static const struct check_case cases[] = {
        { "phone_us", "(212) 456-7890", true },   { "phone_us", "212-456-7890", true },
        { "phone_us", "1-212-456-7890", true },   { "phone_us", "+1 212.456.7890", true },
        { "phone_us", "2147483647", true },       { "phone_us", "012-456-7890", false },
        { "phone_us", "911-456-7890", false },    { "phone_us", "291-456-7890", false },
        { "phone_us", "375-456-7890", false },    { "phone_us", "961-456-7890", false },
        { "phone_us", "212-156-7890", false },    { "phone_us", "212-911-7890", false },
        { "phone_us", "+2 212 456 7890", false }, { "phone_us", "212-456-789", false },
    };

    CHECK_CASES(cases);
}

static void test_phone_ru__takes_both_prefixes(void)
{
    static const struct check_case cases[] = {
        { "phone_ru", "+7 495 123-45-67", true },   { "phone_ru", "8 (495) 123-45-67", true },
        { "phone_ru", "8-916-123-45-67", true },    { "phone_ru", "79161234567", true },
        { "phone_ru", "(495) 123-45-67", true },    { "phone_ru", "+8 495 123-45-67", false },
        { "phone_ru", "8 (195) 123-45-67", false }, { "phone_ru", "+7 701 123 45 67", false },
        { "phone_ru", "8 495 123-45", false },      { "phone_ru", "", false },
    };

    CHECK_CASES(cases);
}

static void test_phone_se__takes_trunk_and_country_code(void)
{
    static const struct check_case cases[] = {
        { "phone_se", "08-123 456 78", true },     { "phone_se", "070-123 45 67", true },
        { "phone_se", "+46 70 123 45 67", true },  { "phone_se", "+46 (0)8 123 456 78", true },
        { "phone_se", "0046 70 123 45 67", true }, { "phone_se", "031-12 34 56", true },
        { "phone_se", "070-123 45 6", false },     { "phone_se", "08-123", false },
        { "phone_se", "70-123 45 67", false },     { "phone_se", "+47 70 123 45 67", false },
        { "phone_se", "00-123 45 67", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_phone__knows_calling_codes_and_lengths),
          TEST(test_phone_national__is_written_like_one),
          TEST(test_phone_us__follows_the_numbering_plan), TEST(test_phone_ru__takes_both_prefixes),
          TEST(test_phone_se__takes_trunk_and_country_code))
