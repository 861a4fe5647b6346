/* tests/unit/validate/test_africa.c - numbers of Africa, vehicles and things: published ones, and the same with a
 * digit changed. */

#include "unit/validate/check.h"

static const struct check_case vectors[] = {
    { "casrn", "7732-18-5", true },
    { "casrn", "7732-18-6", false },
    { "ean8", "73513537", true },
    { "ean8", "73513536", false },
    { "eg_national_id", "29001010123456", true },
    { "eg_national_id", "29001010523456", false },
    { "eg_national_id", "29013010123456", false },
    { "gh_tin", "C0000803561", true },
    { "gh_tin", "C0000802561", false },
    { "gh_tin", "C0000803562", false },
    { "gtin14", "10012345678902", true },
    { "gtin14", "10012345678901", false },
    { "imo", "IMO 9074729", true },
    { "imo", "IMO 9074728", false },
    { "isbn10", "0-306-40615-2", true },
    { "isbn10", "0-306-40615-3", false },
    { "isbn13", "978-0-306-40615-7", true },
    { "isbn13", "977-0-306-40615-8", false },
    { "iso6346", "CSQU3054383", true },
    { "iso6346", "CSQU3054384", false },
    { "issn", "0378-5955", true },
    { "issn", "0378-5954", false },
    { "ly_nid", "119850246798", true },
    { "ly_nid", "118850246798", false },
    { "ma_ice", "00 21 36 09 30 00 040", true },
    { "ma_ice", "001561191000066", true },
    { "ma_ice", "001561191000065", false },
    { "ma_ice", "001561191000166", false },
    { "ma_ice", "12345", false },
    { "mz_nuit", "400 005 834", true },
    { "mz_nuit", "400339910", true },
    { "mz_nuit", "12345", false },
    { "mz_nuit", "440339910", false },
    { "sn_ninea", "306 7221", true },
    { "sn_ninea", "30672212G2", true },
    { "sn_ninea", "1234567 0AZ", false },
    { "sn_ninea", "3067222", false },
    { "sn_ninea", "308 7221", false },
    { "tn_mf", "121J", true },
    { "tn_mf", "1282182 W", true },
    { "tn_mf", "1219773U", false },
    { "tn_mf", "1234567/M/A/X/000", false },
    { "vin", "WVWZZZ1KZ8W123456", true },
    { "vin", "1M8GDM9A1KP042788", false },
    { "vin_sum", "1M8GDM9AXKP042788", true },
    { "vin_sum", "1M8GDM9A1KP042788", false },
    { "vin_sum", "1M8GDM9AXKP04278O", false },
    { "za_id", "7503305044089", true },
    { "za_id", "7503305084089", false },
    { "za_id", "8503305044089", false },
    { "za_id", "9125568", false },
    { "za_tin", "0001339050", true },
    { "za_tin", "0001539050", false },
    { "za_tin", "2449/494/16/0", false },
};

static void test_africa__published_numbers_pass_and_changed_ones_fail(void)
{
    CHECK_CASES(vectors);
}

TEST_MAIN(TEST(test_africa__published_numbers_pass_and_changed_ones_fail))
