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

static void test_iban__looks_into_the_account_number(void)
{
    static const struct check_case cases[] = {
        { "iban_account", "BE68 5390 0754 7034", true },
        { "iban_account", "BE54310100270000", false }, /* an IBAN, of no Belgian account */
        { "iban_account", "ES91 2100 0418 4502 0005 1332", true },
        { "iban_account", "ES15 1234 1234 1712 3456 7890", false },
        { "iban_account", "FR14 2004 1010 0505 0001 3M02 606", true },
        { "iban_account", "MC58 1122 2000 0101 2345 6789 030", true },
        { "iban_account", "NO93 8601 1117 947", true },
        { "iban_account", "NO23 8601 1117 946", false },
        { "iban_account", "ME25 5050 0001 2345 6789 51", true },
        { "iban_account", "PT50 0002 0123 1234 5678 9015 4", true },
        { "iban_account", "SI56 2633 0001 2039 086", true },
        { "iban_account", "NO93 8601 1117 948", false },
        { "iban_account", "DE89370400440532013000", false }, /* such have none */
    };

    CHECK_CASES(cases);
}

static void test_iban__knows_what_is_summed_like_it(void)
{
    static const struct check_case cases[] = {
        { "sepa_creditor", "DE98ZZZ09999999999", true },
        { "sepa_creditor", "DE98ABC09999999999", true }, /* the business is not summed */
        { "sepa_creditor", "FR72 ZZZ 123456", true },
        { "sepa_creditor", "FR73ZZZ123456", false },
        { "sepa_creditor", "ZZ72ZZZ123456", false },
        { "sepa_creditor", "FR72ZZZ", false },
        { "pl_nrb", "61 1090 1014 0000 0712 1981 2874", true },
        { "pl_nrb", "61 1090 1014 0000 0712 1981 2875", false },
        { "pl_nrb", "61 1090 1014 0000 0712 1981 287", false },
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
          TEST(test_iban__looks_into_the_account_number),
          TEST(test_iban__knows_what_is_summed_like_it), TEST(test_bic__asks_for_form_and_country))
