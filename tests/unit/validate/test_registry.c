/* tests/unit/validate/test_registry.c - the list of validators, and what holds for all checksums:
 * a changed digit is seen, and random numbers pass as seldom as the scheme promises. */

#include "unit/validate/check.h"

static void test_registry__is_in_order_and_complete(void)
{
    size_t len;
    const struct dlp_validator *const list = dlp_validator_list(&len);

    CHECK(len > 30);
    for (size_t i = 0; i < len; i++) {
        CHECK(i == 0 || strcmp(list[i - 1].name, list[i].name) < 0);
        CHECK((list[i].check != NULL) != (list[i].rows != NULL));
        CHECK(list[i].title[0] && list[i].source[0]);
        CHECK(dlp_validator_find(list[i].name) == &list[i]);
        CHECK(!dlp_validator_check(&list[i], (const uint8_t *)"", 0));
    }
    CHECK(dlp_validator_find("") == NULL);
    CHECK(dlp_validator_find("no_such") == NULL);
    CHECK(dlp_validator_find("zzz") == NULL);
}

static const struct {
    const char *validator, *value;
} good[] = {
    { "luhn", "79927398713" },
    { "verhoeff", "2363" },
    { "damm", "5724" },
    { "iso7064_mod97_10", "5493001KJTIIGC8Y1R12" },
    { "iso7064_mod11_2", "0000 0001 2281 955X" },
    { "iso7064_mod11_10", "33392005961" },
    { "iso7064_mod37_36", "A1-2425G-ABC1234002-M" },
    { "iso7064_mod37_2", "G123498654321H" },
    { "iban", "GB82 WEST 1234 5698 7654 32" },
    { "iban", "DE89370400440532013000" },
    { "card_pan", "4111 1111 1111 1111" },
    { "us_aba", "021000021" },
    { "gb_nhs", "943 476 5919" },
    { "ru_inn", "7707083893" },
    { "ru_inn", "500100732259" },
    { "ru_snils", "112-233-445 95" },
    { "se_personnummer", "640823-3234" },
    { "se_samordningsnummer", "701063-2391" },
    { "cn_resident_id", "11010519491231002X" },
    { "br_cpf", "111.444.777-35" },
    { "imei", "490154203237518" },
    { "nl_bsn", "111222333" },
    { "pl_nip", "8567346215" },
    { "ua_rntrc", "1759013776" },
    { "ean13", "4006381333931" },
    { "ar_cuit", "20-05536168-2" },
    { "au_abn", "83 914 571 673" },
    { "br_cnpj", "16.727.230/0001-97" },
    { "ca_sin", "123-456-782" },
    { "cl_rut", "12531909-2" },
    { "in_aadhaar", "234123412346" },
    { "jp_corporate", "5-8356-7825-6246" },
    { "us_npi", "1234567893" },
    { "za_id", "7503305044089" },
};

static void test_registry__sees_every_changed_digit(void)
{
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        char text[64];
        const size_t len = strlen(good[i].value);

        memcpy(text, good[i].value, len + 1);
        CHECK(check_value(good[i].validator, text));
        for (size_t at = 0; at < len; at++) {
            const char kept = text[at];

            if (kept < '0' || kept > '9')
                continue;
            for (char c = '0'; c <= '9'; c++) {
                text[at] = c;
                if (c != kept && check_value(good[i].validator, text)) {
                    test_failures++;
                    printf("# %s: %s passes\n", good[i].validator, text);
                }
            }
            text[at] = kept;
        }
    }
}

static void test_registry__sees_every_swap_where_the_scheme_does(void)
{
    static const char *const validators[] = { "verhoeff", "damm", "iso7064_mod97_10",
                                              "iso7064_mod11_2" };

    for (size_t v = 0; v < 4; v++) {
        for (unsigned n = 100; n < 100000; n++) {
            char text[8], swapped[8];
            size_t len;

            snprintf(text, sizeof(text), "%u", n);
            if (!check_value(validators[v], text))
                continue;
            len = strlen(text);
            for (size_t at = 0; at + 1 < len; at++) {
                if (text[at] == text[at + 1])
                    continue;
                memcpy(swapped, text, len + 1);
                swapped[at] = text[at + 1];
                swapped[at + 1] = text[at];
                if (check_value(validators[v], swapped)) {
                    test_failures++;
                    printf("# %s: %s and %s pass\n", validators[v], text, swapped);
                    return;
                }
            }
        }
    }
}

/* xorshift: the same numbers on every machine. */
static unsigned next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)(*state >> 33);
}

static const struct {
    const char *validator;
    size_t digits;
    /* Measured with python-stdnum, which has the same rule, or computed: SNILS 1/101 less the
     * numbers with three equal digits in a row; personnummer of 12 digits 251 years in 10,000;
     * ABA 38 prefixes in 100; verhoeff, damm and ISO 7064 one in the number of checks. */
    double rate;
} rates[] = {
    { "luhn", 16, 0.1028 },
    { "imei", 15, 0.09865 },
    { "gb_nhs", 10, 0.0921 },
    { "ru_inn", 10, 0.1014 },
    { "ru_inn", 12, 0.01045 },
    { "ru_snils", 11, 0.0093 },
    { "se_personnummer", 10, 0.0037 },
    { "se_personnummer", 12, 0.00009 },
    { "cn_resident_id", 18, 0.00005 },
    { "br_cpf", 11, 0.00845 },
    { "us_ssn", 9, 0.89185 },
    { "us_aba", 9, 0.0380 },
    { "nl_bsn", 9, 0.09255 },
    { "pl_nip", 10, 0.0873 },
    { "ua_rntrc", 10, 0.0983 },
    { "ean13", 13, 0.10055 },
    { "verhoeff", 12, 0.1 },
    { "damm", 12, 0.1 },
    { "iso7064_mod97_10", 12, 0.0103 },
    { "iso7064_mod11_10", 11, 0.0989 },
    { "ar_cuit", 11, 0.01105 },
    { "au_abn", 11, 0.01025 },
    { "au_acn", 9, 0.10285 },
    { "au_tfn", 9, 0.09095 },
    { "br_cnpj", 14, 0.00955 },
    { "ca_sin", 9, 0.0803 },
    { "cl_rut", 9, 0.0903 },
    { "co_nit", 10, 0.10075 },
    { "cu_ni", 11, 0.03575 },
    { "ec_ci", 10, 0.01895 },
    { "in_aadhaar", 12, 0.08035 },
    { "jp_corporate", 13, 0.0986 },
    { "jp_my_number", 12, 0.0985 },
    { "my_nric", 12, 0.0334 },
    { "nz_ird", 9, 0.01265 },
    { "pe_cui", 9, 0.10025 },
    { "th_pin", 13, 0.0777 },
    { "us_ein", 9, 0.83015 },
    { "us_itin", 9, 0.044 }, /* 44 groups behind a nine */
};

static void test_registry__random_numbers_pass_as_seldom_as_they_should(void)
{
    const unsigned tries = 20000;

    for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        uint64_t state = 88172645463325252u;
        char text[32];
        unsigned passed = 0;
        double off;

        for (unsigned t = 0; t < tries; t++) {
            for (size_t d = 0; d < rates[i].digits; d++)
                text[d] = (char)('0' + next_random(&state) % 10);
            text[rates[i].digits] = '\0';
            passed += check_value(rates[i].validator, text);
        }
        off = (double)passed / tries - rates[i].rate;
        if (off * off > 16 * rates[i].rate / tries) { /* four standard errors */
            test_failures++;
            printf("# %s of %zu digits: off by %.5f from %.5f\n", rates[i].validator,
                   rates[i].digits, off, rates[i].rate);
        }
    }
}

static void test_registry__rows_refuse_repeated_digits_and_other_lengths(void)
{
    static const struct check_case cases[] = {
        { "gb_nhs", "0000000000", false },    { "gb_nhs", "4444444444", false },
        { "gb_nhs", "943476591", false },     { "gb_nhs", "94347659190", false },
        { "nl_bsn", "000000000", false },     { "gb_nhs", "943.476.5919", true },
        { "gb_nhs", "943 476 591A", false },  { "gb_nhs", " 943 476 5919", false },
        { "gb_nhs", "943 476 5919 ", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_registry__is_in_order_and_complete),
          TEST(test_registry__sees_every_changed_digit),
          TEST(test_registry__sees_every_swap_where_the_scheme_does),
          TEST(test_registry__random_numbers_pass_as_seldom_as_they_should),
          TEST(test_registry__rows_refuse_repeated_digits_and_other_lengths))
