/* tests/unit/validate/test_national.c - the oddities of countries. */

#include "unit/validate/check.h"

static void test_us__knows_what_is_never_assigned(void)
{
    static const struct check_case cases[] = {
        { "us_ssn", "536-90-4399", true },  { "us_ssn", "536 90 4399", true },
        { "us_ssn", "536904399", true },    { "us_ssn", "000-12-3456", false },
        { "us_ssn", "666-12-3456", false }, { "us_ssn", "900-12-3456", false },
        { "us_ssn", "536-00-4399", false }, { "us_ssn", "536-90-0000", false },
        { "us_ssn", "078-05-1120", false }, { "us_ssn", "219-09-9999", false },
        { "us_ssn", "53-690-4399", false }, { "us_ssn", "5369-04399", false },
        { "us_ssn", "53690439", false },    { "us_aba", "011401533", true },
        { "us_aba", "021000021", true },    { "us_aba", "0110-0001-5", true },
        { "us_aba", "131000020", false },   { "us_aba", "000000000", false },
    };

    CHECK_CASES(cases);
}

static void test_ru__checks_regions_years_and_digits(void)
{
    static const struct check_case cases[] = {
        { "ru_inn", "7707083893", true },        { "ru_inn", "500100732259", true },
        { "ru_inn", "0000000000", false },       { "ru_inn", "000000000000", false },
        { "ru_inn", "77070838931", false },      { "ru_snils", "112-233-445 95", true },
        { "ru_snils", "11223344595", true },     { "ru_snils", "112-233-445-95", true },
        { "ru_snils", "000-000-000 00", false }, { "ru_snils", "001-001-998 00", false },
        { "ru_snils", "111-223-445 87", false }, { "ru_passport", "45 08 123456", true },
        { "ru_passport", "4508 123456", true },  { "ru_passport", "4598\xe2\x84\x96 123456", true },
        { "ru_passport", "4545 123456", false }, /* printed in 2045 or 1945 */
        { "ru_passport", "0008 123456", false }, { "ru_passport", "4508 000100", false },
    };

    CHECK_CASES(cases);
}

static void test_se__checks_date_place_of_the_sign_and_luhn(void)
{
    static const struct check_case cases[] = {
        { "se_personnummer", "640823-3234", true },
        { "se_personnummer", "6408233234", true },
        { "se_personnummer", "19640823-3234", true },
        { "se_personnummer", "196408233234", true },
        { "se_personnummer", "900118+9811", true },
        { "se_personnummer",
          "640823\xe2\x80\x91"
          "3234",
          true },
        { "se_personnummer", "64-08233234", false },
        { "se_personnummer", "640823--3234", false },
        { "se_personnummer", "640823 3234", false },
        { "se_personnummer", "640823/3234", false },
        { "se_personnummer", "641323-3237", false },
        { "se_personnummer", "640832-3233", false },
        { "se_personnummer", "5560360793", false }, /* an organisation */
        { "se_personnummer", "701063-2391", false },
        { "se_personnummer", "640823-0008", false },
        { "se_personnummer", "000229-2399", true },    /* 2000 was a leap year */
        { "se_personnummer", "19000229-2399", false }, /* 1900 was not */
        { "se_samordningsnummer", "701063-2391", true },
        { "se_samordningsnummer", "19701063-2391", true },
        { "se_samordningsnummer", "640823-3234", false },
    };

    CHECK_CASES(cases);
}

static void test_cn__checks_province_date_and_sum(void)
{
    static const struct check_case cases[] = {
        { "cn_resident_id", "11010519491231002X", true },
        { "cn_resident_id", "11010519491231002x", true },
        { "cn_resident_id", "110105 19491231 002X", true },
        { "cn_resident_id", "110105194912310021", false },
        { "cn_resident_id", "11010519491331002X", false },
        { "cn_resident_id", "1101051949123100X", false },
    };

    CHECK_CASES(cases);
}

static void test_br__checks_both_digits(void)
{
    static const struct check_case cases[] = {
        { "br_cpf", "111.444.777-35", true },  { "br_cpf", "11144477735", true },
        { "br_cpf", "111.111.111-11", false }, { "br_cpf", "111.444.777-34", false },
        { "br_cpf", "1114447773", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_us__knows_what_is_never_assigned),
          TEST(test_ru__checks_regions_years_and_digits),
          TEST(test_se__checks_date_place_of_the_sign_and_luhn),
          TEST(test_cn__checks_province_date_and_sum), TEST(test_br__checks_both_digits))
