/* tests/unit/validate/test_iban.c - account numbers and bank codes. */

#include "unit/validate/check.h"

static void test_iban__accepts_samples_of_the_registry(void)
{
    static const struct check_case cases[] = {
        { "iban", "GB82 WEST 1234 5698 7654 32", true },
        { "iban", "gb82west12345698765432", true },
        { "iban", "DE89370400440532013000", true },
        { "iban", "FR14 2004 1010 0505 0001 3M02 606", true },
        { "iban", "SE45 5000 0000 0583 9825 7466", true },
        { "iban", "NO93 8601 1117 947", true },
        { "iban", "MT84MALT011000012345MTLCAST001S", true },
        { "iban", "NL91-ABNA-0417-1643-00", true },
    };

    CHECK_CASES(cases);
}

static void test_iban__rejects_wrong_lengths_letters_and_sums(void)
{
    static const struct check_case cases[] = {
        { "iban", "GB82 WEST 1234 5698 7654 3", false },
        { "iban", "GB82 WEST 1234 5698 7654 321", false },
        { "iban", "GB82 WEST 1234 5698 7654 23", false },
        { "iban", "GB28 WEST 1234 5698 7654 32", false },
        { "iban", "Gb82 WEST 1234 5698 7654 32", false },
        { "iban", "ZZ82 WEST 1234 5698 7654 32", false },
        { "iban", "GB82 1234 WEST 5698 7654 32", false },
        { "iban", "DE8937040044053201300O", false },
        { "iban", "DE89370400440532013000 failed", false },
        { "iban", "DE", false },
    };

    CHECK_CASES(cases);
}

static void test_bic__asks_for_form_and_country(void)
{
    static const struct check_case cases[] = {
        { "bic", "DEUTDEFF", true },  { "bic", "DEUTDEFF500", true },
        { "bic", "NDEASESS", true },  { "bic", "DEUTXXFF", false },
        { "bic", "deutdeff", false }, { "bic", "DEUTDEFF50", false },
        { "bic", "DEU1DEFF", false }, { "bic", "PROVIDES", true }, /* why a word is needed */
        { "bic", "DEUTDEF-", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_iban__accepts_samples_of_the_registry),
          TEST(test_iban__rejects_wrong_lengths_letters_and_sums),
          TEST(test_bic__asks_for_form_and_country))
