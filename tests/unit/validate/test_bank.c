/* tests/unit/validate/test_bank.c - accounts, references and securities. */

#include "unit/validate/check.h"

static void test_bank__account_numbers(void)
{
    static const struct check_case cases[] = {
        { "ar_cbu", "2850590940090418135201", true },
        { "ar_cbu", "2810590940090418135201", false },
        { "es_ccc", "1234-1234-16 1234567890", true },
        { "es_ccc", "1234 1234 16 1234567891", false },
        { "es_ccc", "00000000000000000000", false },
        { "mx_clabe", "032180000118359719", true },
        { "mx_clabe", "032180000118359718", false },
        { "no_kontonr", "8601 11 17947", true },
        { "no_kontonr", "8601 11 17949", false },
        { "no_kontonr", "0000.4090403", true },
        { "cz_account", "34278-0727558021/0100", true },
        { "cz_account", "280154417/0300", true },
        { "cz_account", "4278-727558021/0100", false },
        { "cz_account", "280154418/0300", false },
        { "cz_account", "280154417", false },
        { "nz_account", "01-902-0068389-00", true },
        { "nz_account", "01-902-0068389-01", true }, /* the suffix is not checked there */
        { "nz_account", "01-902-0068388-00", false },
        { "nz_account", "07-0902-0068389-00", false }, /* no such bank */
        { "nz_account", "01-902-0068389", false },
        { "se_giro", "5805-6201", true },
        { "se_giro", "5805-6202", false },
        { "se_giro", "28 65 43-4", true },
        { "se_giro", "580-562-01", false },
    };

    CHECK_CASES(cases);
}

static void test_bank__payment_references(void)
{
    static const struct check_case cases[] = {
        { "be_ogm", "+++010/8068/17183+++", true },
        { "be_ogm", "010/8068/17180", false },
        { "ch_esr", "21 00000 00003 13947 14300 09017", true },
        { "ch_esr", "21 00000 00003 13947 14300 09016", false },
        { "iso11649", "RF18 5390 0754 7034", true },
        { "iso11649", "RF17 5390 0754 7034", false },
        { "iso11649", "RF18", false },
    };

    CHECK_CASES(cases);
}

static void test_bank__securities(void)
{
    static const struct check_case cases[] = {
        { "isin", "US0378331005", true },
        { "isin", "US0378331003", false },
        { "isin", "ZZ0378331005", false },
        { "isin", "us0378331005", false },
        { "cusip", "037833100", true },
        { "cusip", "037833101", false },
        { "cusip", "38259P508", true },
        { "sedol", "B15KXQ8", true },
        { "sedol", "B15KXQ7", false },
        { "sedol", "0263494", true },
        { "sedol", "1B5KXQ8", false },
        { "figi", "BBG000BLNQ16", true },
        { "figi", "BBG000BLNQ14", false },
        { "figi", "GBG000BLNQ16", false },
        { "lei", "213800KUD8LAJWSQ9D15", true },
        { "lei", "213800KUD8LXJWSQ9D15", false },
        { "wkn", "A0MNRK", true },
        { "wkn", "AOMNRK", false },
        { "wkn", "ABCDEF", false },
        { "upi", "QZK12RNSP6P6", true },
        { "upi", "QZK12RNSP6P7", false },
        { "upi", "QAK12RNSP6P6", false },
        { "it_aic", "000307052", true },
        { "it_aic", "A000307053", false },
        { "it_aic", "009CVD", true },
        { "it_aic", "009CVF", false },
        { "it_aic", "ZZZZZZ", false },
        { "isan", "0000-0001-8CFA-0000-I-0000-0000-K", true },
        { "isan", "0000-0001-8CFA-0000-A-0000-0000-K", false },
        { "isan", "0000-0001-8CFA-0000-I-0000-0000-L", false },
        { "isan", "1881-66C7-3420-6541-Y", true },
        { "isan", "1881-66C7-3420-6541-9F3A-0245", true },
        { "cfi", "ELNUFR", true },
        { "cfi", "EXNUFR", false },
        { "cfi", "ELNUF1", false },
        { "cfi", "ESVUFR", true },
        { "cfi", "ESVUFQ", false },
        { "cfi", "DBFTFB", true },
    };

    CHECK_CASES(cases);
}

static void test_bank__addresses_of_networks(void)
{
    static const struct check_case cases[] = {
        { "ipv6", "2001:db8::1", true },
        { "ipv6", "fe80::1%eth0", true },
        { "ipv6", "2001:db8:::1", false },
        { "ipv6", "::ffff:192.0.2.1", true },
        { "ipv6", "2001:db8::12345", false },
        { "ipv6_long", "2001:db8::1", true },
        { "ipv6_long", "::1", false },
        { "ipv6_long", "a::b", false },
        { "mac", "3c:22:fb:4a:91:0e", true },
        { "mac", "3c22.fb4a.910e", true },
        { "mac", "ff:ff:ff:ff:ff:ff", false },
        { "mac", "3c:22:fb:4a:91", false },
        { "mac", "3c:22:fb:4a:91:0e:ff:fe", true },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_bank__account_numbers), TEST(test_bank__payment_references),
          TEST(test_bank__securities), TEST(test_bank__addresses_of_networks))
