/* tests/unit/validate/test_token_crc.c - keys, tokens, coin addresses and passports. The tokens
 * were made for this test and are split, so that nobody's scanner takes them for real. */

#include "unit/validate/check.h"
#include "validate/checks.h"

static void test_crc32__agrees_with_the_standard(void)
{
    CHECK_INT(dlp_crc32((const uint8_t *)"123456789", 9), 0xcbf43926);
    CHECK_INT(dlp_crc32((const uint8_t *)"", 0), 0);
}

static void test_github__checks_crc_and_hash(void)
{
    static const struct check_case cases[] = {
        { "github_crc",
          "ghp_"
          "abcdefghijklmnopqrstuvwxyz0123"
          "2LolCm",
          true },
        { "github_crc",
          "ghp_"
          "abcdefghijklmnopqrstuvwxyz0123"
          "2LolCn",
          false },
        { "github_crc",
          "ghp_"
          "abcdefghijklmnopqrstuvwxyz0132"
          "2LolCm",
          false },
        { "github_crc",
          "ghx_"
          "abcdefghijklmnopqrstuvwxyz0123"
          "2LolCm",
          false },
        { "github_crc",
          "ghp_"
          "abcdefghijklmnopqrstuvwxyz0123"
          "2LolC",
          false },
        { "github_crc",
          "ghr_"
          "abcdefghijklmnopqrstuvwxyz0123abcdefghijklmnopqrstuvwxyz0123ABCDEFGHIJ"
          "1oUiP5",
          true },
        { "github_fine_grained",
          "github_"
          "pat_11ABCDEFG0abcdefghijkl_"
          "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
          "4GAXT6AFabc123Z9",
          true },
        { "github_fine_grained",
          "github_"
          "pat_11ABCDEFG0abcdefghijkl_"
          "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFH"
          "4GAXT6AFabc123Z9",
          false },
        { "github_fine_grained",
          "github_"
          "pat_",
          false },
    };

    CHECK_CASES(cases);
}

static void test_aws__asks_for_base_32_and_a_possible_account(void)
{
    static const struct check_case cases[] = {
        { "aws_key_id",
          "AKIA"
          "IOSFODNN7EXAMPLE",
          true },
        { "aws_key_id",
          "ASIA"
          "IOSFODNN7EXAMPLE",
          true },
        { "aws_key_id",
          "AKIA"
          "IOSFODNN7EXAMPL1",
          false },
        { "aws_key_id",
          "AKIA"
          "777777777777AAAA",
          false }, /* account above 12 digits */
        { "aws_key_id",
          "akia"
          "IOSFODNN7EXAMPLE",
          false },
        { "aws_key_id",
          "AKIA"
          "IOSFODNN7EXAMPL",
          false },
    };

    CHECK_CASES(cases);
}

static void test_jwt__asks_for_a_header_with_alg(void)
{
    static const struct check_case cases[] = {
        { "jwt",
          "eyJhbGciOiJIUzI1NiJ9"
          ".eyJzdWIiOiIxIn0"
          ".c2ln",
          true },
        { "jwt",
          "eyJhbGciOiJub25lIn0"
          ".eyJzdWIiOiIxIn0"
          ".",
          true },
        { "jwt",
          "eyJ0eXAiOiJKV1QifQ"
          ".eyJzdWIiOiIxIn0"
          ".c2ln",
          false }, /* no alg */
        { "jwt",
          "eyJhbGciOiJIUzI1NiJ9"
          ".c3ViOjE"
          ".c2ln",
          false }, /* no object */
        { "jwt",
          "eyJhbGciOiJIUzI1NiJ9"
          ".eyJzdWIiOiIxIn0"
          ".c2l+",
          false },
        { "jwt", "eyJhbGciOiJIUzI1NiJ9", false },
        { "jwt", ".eyJzdWIiOiIxIn0.", false },
        { "jwt", "", false },
    };

    CHECK_CASES(cases);
}

static void test_btc__checks_base58_and_bech32(void)
{
    static const struct check_case cases[] = {
        { "btc_address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", true },
        { "btc_address", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", true },
        { "btc_address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", true },
        { "btc_address", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", true },
        { "btc_address", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", true },
        { "btc_address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", false },
        { "btc_address", "11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", false },
        { "btc_address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a", false },
        { "btc_address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", false },
        { "btc_address", "Bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", false },
        { "btc_address", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", false },
        { "btc_address", "bc1", false },
        { "btc_address", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", false }, /* the test network */
    };

    CHECK_CASES(cases);
}

#define MRZ_FIRST "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"

static void test_mrz__checks_every_digit(void)
{
    static const struct check_case cases[] = {
        { "mrz_td3", MRZ_FIRST "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", true },
        { "mrz_td3", MRZ_FIRST "\r\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", true },
        { "mrz_td3", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", true },
        { "mrz_td3", MRZ_FIRST "\nL898902C46UTO7408122F1204159ZE184226B<<<<<10", false },
        { "mrz_td3", MRZ_FIRST "\nL898902C36UTO7408132F1204159ZE184226B<<<<<10", false },
        { "mrz_td3", MRZ_FIRST "\nL898902C36UTO7408122F1205159ZE184226B<<<<<10", false },
        { "mrz_td3", MRZ_FIRST "\nL898902C36UTO7408122F1204159ZE184226C<<<<<10", false },
        { "mrz_td3", MRZ_FIRST "\nL898902C36UTO7408122F1204159ZE184226B<<<<<11", false },
        { "mrz_td3", MRZ_FIRST "\nL898902C36UTO7408122Q1204159ZE184226B<<<<<10", false },
        { "mrz_td3", "A" MRZ_FIRST, false },
        { "mrz_td3", MRZ_FIRST, false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_crc32__agrees_with_the_standard), TEST(test_github__checks_crc_and_hash),
          TEST(test_aws__asks_for_base_32_and_a_possible_account),
          TEST(test_jwt__asks_for_a_header_with_alg), TEST(test_btc__checks_base58_and_bech32),
          TEST(test_mrz__checks_every_digit))
