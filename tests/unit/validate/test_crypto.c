/* tests/unit/validate/test_crypto.c - addresses as their chains' own documents print them. */

#include "unit/validate/check.h"

static void test_crypto__hashed_addresses(void)
{
    static const struct check_case cases[] = {
        /* EIP-55 */
        { "eth_address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", true },
        { "eth_checksum", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", true },
        { "eth_address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", false },
        { "eth_address", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", true },
        { "eth_checksum", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", false },
        { "eth_address", "0x0000000000000000000000000000000000000000", false },
        { "eth_address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", false },
        { "eth_address", "1x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", false },
        { "ltc_address", "LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz", true },
        { "ltc_address", "LaMT348PWRnrqeeWArpwQPbuanpXDZGEUy", false },
        { "ltc_address", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", false }, /* Bitcoin's */
        { "doge_address", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", true },
        { "doge_address", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7M", false },
        { "trx_address", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", true },
        { "trx_address", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", false },
        { "xrp_address", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", true },
        { "xrp_address", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi", false },
        { "xrp_address", "r0b9CJAWyB4rj91VRWn96DkukG4bwdtyTh", false },
        { "xmr_address",
          "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3R"
          "VGQBEP3A",
          true },
        { "xmr_address",
          "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3R"
          "VGQBEP3B",
          false },
        { "dot_address", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", true },
        { "dot_address", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", true },
        { "dot_address", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", false },
        { "sol_address", "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T", true },
        { "sol_address", "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T1", false },
        { "sol_address", "0Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T", false },
    };

    CHECK_CASES(cases);
}

static void test_crypto__coded_addresses(void)
{
    static const struct check_case cases[] = {
        { "ltc_address", "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", true },
        { "ltc_address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", false },
        { "bch_address", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", true },
        { "bch_address", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", true },
        { "bch_address", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6q", false },
        { "bch_address", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6", false },
        /* CIP-19, test vectors */
        { "ada_address", "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8", true },
        { "ada_address", "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl9", false },
        { "ton_address", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", true },
        { "ton_address", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2M", false },
        { "xlm_address", "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ", true },
        { "xlm_address", "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGA", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_crypto__hashed_addresses), TEST(test_crypto__coded_addresses))
