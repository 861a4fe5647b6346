/* tests/unit/validate/test_card.c - card numbers by issuer, length and grouping. */

#include "unit/validate/check.h"

static void test_card__accepts_every_scheme(void)
{
    static const struct check_case cases[] = {
        { "card_pan", "4111111111111111", true },
        { "card_pan", "5555555555554444", true },
        { "card_pan", "2223003122003222", true }, /* 2-series */
        { "card_pan", "378282246310005", true },
        { "card_pan", "30569309025904", true },
        { "card_pan", "6011111111111117", true },
        { "card_pan", "3530111333300000", true },
        { "card_pan", "6200000000000005", true },
        { "card_pan", "6205500000000000004", true }, /* 19 digits */
        { "card_pan", "35407195106112742", false },  /* JCB of 17 digits */
        { "card_pan", "2200000000000004", true },    /* Mir */
        { "card_pan", "5019717010103742", true },
        { "card_pan_wide", "6759649826438453", true }, /* Maestro */
        { "card_pan", "6759649826438453", false },
        { "card_pan_wide", "4222222222222", true }, /* 13 digits */
        { "card_pan", "4222222222222", false },
    };

    CHECK_CASES(cases);
}

static void test_card__asks_for_issuer_length_and_luhn(void)
{
    static const struct check_case cases[] = {
        { "card_pan", "4111111111111112", false },
        { "card_pan", "9111111111111116", false }, /* no issuer */
        { "card_pan", "2100000000000005", false }, /* below the 2-series */
        { "card_pan", "411111111111116", false },  /* Visa of 15 */
        { "card_pan", "3782822463100005", false },
        { "card_pan", "0000000000000000", false },
        { "card_pan_wide", "0000000000000000", false },
        { "card_pan", "41111111111111111111", false },
    };

    CHECK_CASES(cases);
}

static void test_card__asks_for_the_grouping_of_the_scheme(void)
{
    static const struct check_case cases[] = {
        { "card_pan", "4111 1111 1111 1111", true },
        { "card_pan", "4111-1111-1111-1111", true },
        { "card_pan",
          "4111\xc2\xa0"
          "1111\xc2\xa0"
          "1111\xc2\xa0"
          "1111",
          true },
        { "card_pan", "4111 1111-1111 1111", false },
        { "card_pan", "411 11111 1111 1111", false },
        { "card_pan", "4111  1111 1111 1111", false },
        { "card_pan", "4111.1111.1111.1111", false },
        { "card_pan", "4111 1111 1111 1111 ", false },
        { "card_pan", "41 11 11 11 11 11 11 11", false },
        { "card_pan", "3782 822463 10005", true },
        { "card_pan", "3782 8224 6310 005", false },
        { "card_pan", "3056 930902 5904", true },
        { "card_pan", "620550 0000000000004", true },
        { "card_pan", "6205 5000 0000 0000 004", true },
    };

    CHECK_CASES(cases);
}

static void test_card__tracks_have_a_number_and_a_month(void)
{
    static const struct check_case cases[] = {
        { "card_track", "%B4000007311999384^LINDQVIST/ANNA^2811101", true },
        { "card_track", "%B4000007311999385^LINDQVIST/ANNA^2811101", false },
        { "card_track", "4000007311999384=2811101", true },
        { "card_track", "4000007311999384", false },
        { "card_track", "", false },
        { "card_track_date", "%B4000007311999384^LINDQVIST/ANNA^2811101", true },
        { "card_track_date", "%B4000007311999384^LINDQVIST/ANNA^2813101", false },
        { "card_track_date", "4000007311999384=2800101", false },
        { "card_track_date", "4000007311999384=281", false },
        { "card_track_date", "%B4000007311999384^LINDQVIST", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_card__tracks_have_a_number_and_a_month), TEST(test_card__accepts_every_scheme),
          TEST(test_card__asks_for_issuer_length_and_luhn),
          TEST(test_card__asks_for_the_grouping_of_the_scheme))
