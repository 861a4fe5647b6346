/* tests/unit/validate/test_token_form.c - tokens that carry a check, and text that looks random. They
 * were made for this test and are split, so that nobody's scanner takes them for real. */

#include "unit/validate/check.h"

static const struct check_case token_cases[] = {
    { "npm_crc",
      "npm_abcdefghijklmnop"
      "qrstuvwxyz01232LolCm",
      true },
    { "npm_crc",
      "npm_abcdefghijklmnop"
      "qrstuvwxyz01232LolC0",
      false },
    { "vercel_crc",
      "vcp_abcdefghijklmnopqrstuvwxyz"
      "0123456789ABCDEFGHIJKLMN1bPhqC",
      true },
    { "vercel_crc",
      "vcp_abcdefghijklmnopqrstuvwxyz"
      "0123456789ABCDEFGHIJKLMN1bPhq0",
      false },
    { "deno_crc",
      "ddp_abcdefghijklmnop"
      "qrstuvwxyz012300AiPQ",
      true },
    { "deno_crc",
      "ddp_abcdefghijklmnop"
      "qrstuvwxyz012300AiP0",
      false },
    { "apify_crc",
      "apify_api_abcdefghijklm"
      "nopqrstuvwxyz01230RKi1L",
      true },
    { "apify_crc",
      "apify_api_abcdefghijklm"
      "nopqrstuvwxyz01230RKi10",
      false },
    { "wandb_crc",
      "wandb_v1_abcdefghijklmnopqrstuvwxyz01234567"
      "89ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi2m7X3q",
      true },
    { "wandb_crc",
      "wandb_v1_abcdefghijklmnopqrstuvwxyz01234567"
      "89ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi2m7X30",
      false },
    { "cloudflare_crc",
      "cfut_abcdefghijklmnopqrstu"
      "vwxyz0123456789ABCD5aa51f0b",
      true },
    { "cloudflare_crc",
      "cfut_abcdefghijklmnopqrstu"
      "vwxyz0123456789ABCD5aa51f00",
      false },
    { "grafana_crc",
      "glsa_abcdefghijklmnopqr"
      "stuvwxyz012345_8af4f63c",
      true },
    { "grafana_crc",
      "glsa_abcdefghijklmnopqr"
      "stuvwxyz012345_8af4f630",
      false },
    { "zuplo_crc",
      "zpka_abcdefghijklmnopqr"
      "stuvwxyz012345_624d474c",
      true },
    { "zuplo_crc",
      "zpka_abcdefghijklmnopqr"
      "stuvwxyz012345_624d4740",
      false },
    { "gitlab_crc",
      "glpat-abcdefghijklmnopq"
      "rstuvwxyz0.01.0w0qjfj7d",
      true },
    { "gitlab_crc",
      "glpat-abcdefghijklmnopq"
      "rstuvwxyz0.01.0w0qjfj70",
      false },
    { "atlassian_crc",
      "ATBBabcdefghijklmn"
      "opqrstuvwx09B5908D",
      true },
    { "atlassian_crc",
      "ATBBabcdefghijklmn"
      "opqrstuvwx09B59080",
      false },
    { "confluent_crc",
      "cfltabcdefghijklmnopqrstuvwxyz01"
      "23456789ABCDEFGHIJKLMNOPQRm6f2hA",
      true },
    { "confluent_crc",
      "cfltabcdefghijklmnopqrstuvwxyz01"
      "23456789ABCDEFGHIJKLMNOPQRm6f2h0",
      false },
    { "npm_crc", "npm_", false },
    { "npm_crc",
      "npx_abcdefghijklmnop"
      "qrstuvwxyz0123456789",
      false },
    { "cloudflare_crc", "", false },
    { "age_key",
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYY"
      "SJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
      true },
    { "age_key",
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYY"
      "SJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEY",
      false },
    { "age_key",
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPY"
      "YSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAE",
      false },
    { "age_key", "", false },
    { "basic_auth",
      "Y3JtOk5vcn"
      "Jza2VuLTg4",
      true },
    { "basic_auth",
      "bm8gY29sb2"
      "4gaGVyZQ==",
      false },
    { "basic_auth", "a:b", false },
    { "basic_auth", "YToAAQ==", false },
    { "basic_auth", "", false },
    { "base64_json",
      "sntrys_eyJpYXQiOjE3NjcyMjU2MD"
      "AsIm9yZyI6ImFjbWUifQ_abcdefgh",
      true },
    { "base64_json",
      "glc_eyJpYXQiOjE3NjcyMjU"
      "2MDAsIm9yZyI6ImFjbWUifQ",
      true },
    { "base64_json",
      "glc_ab"
      "cdefgh",
      false },
    { "base64_json",
      "glc_"
      "eyJ!!",
      false },
    { "base64_json", "", false },
    { "discord_bot",
      "MTIzNDU2Nzg5MDEyMzQ1Njc4.abcd"
      "ef.abcdefghijklmnopqrstuvwxyz0",
      true },
    { "discord_bot",
      "abcdefghijklmnopqrstuvwx.abcd"
      "ef.abcdefghijklmnopqrstuvwxyz0",
      false },
    { "discord_bot", "", false },
    { "pypi_token",
      "pypi-AgEIcHlwaS5vcmcCJCgpKissLS4vMDEyMzQ1Njc"
      "4OTo7PD0-P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZ",
      true },
    { "pypi_token",
      "pypi-AgENdGVzdC5weXBpLm9yZwIkKCkqKywtLi8wMTIzNDU"
      "2Nzg5Ojs8PT4_QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFk",
      true },
    { "pypi_token",
      "pypi-abcdefghijklmnopqrstuvwxyz0"
      "123456789ABCDEFGHIJKLMNOPQRSTUVWX",
      false },
    { "pypi_token",
      "pypi"
      "-AgEI",
      false },
    { "nats_seed",
      "SUAIFNYO5Z7RUUBZX3YH5QRUP4DG5"
      "UEPLXDVCJCH4NAEGAACNNXFIVJ7OM",
      true },
    { "nats_seed",
      "SUAIFNYO5Z7RUUBZX3YH5QRUP4DG5"
      "UEPLXDVCJCH4NAEGAACNNXFIVJ7OA",
      false },
    { "nats_seed", "SUAIFN", false },
    { "nats_seed",
      "suAIFNYO5Z7RUUBZX3YH5QRUP4DG5"
      "UEPLXDVCJCH4NAEGAACNNXFIVJ7OM",
      false },
    { "varied",
      "6fe4476ee5a18328"
      "82e326b506d14126",
      true },
    { "varied",
      "1111111111111111"
      "1111111111111111",
      false },
    { "varied",
      "abababababababab"
      "abababababababab",
      false },
    { "varied", "", false },
    { "varied", "abc", true },
    { "random_text",
      "Zf3D0LXCM3EIMbgJ"
      "pUNnkRtOfOueHznB",
      true },
    { "random_text",
      "6fe4476ee5a18328"
      "82e326b506d14126",
      true },
    { "random_text",
      "secretSizeMust"
      "BeLargerThan16",
      false },
    { "random_text",
      "ZfDLXCMEIMbgJp"
      "UNnkRtOfOueHznB",
      false },
    { "random_text",
      "cal_live_f1ec52a0"
      "b268e00fe30b63e96115c8df",
      true },
    { "random_text",
      "cal_live_key_for_"
      "version2_of_the_program",
      false },
    { "random_text",
      "1234567890"
      "1234567890",
      false },
    { "random_text", "", false },
};

static void test_token_form__holds_and_fails(void)
{
    CHECK_CASES(token_cases);
}

TEST_MAIN(TEST(test_token_form__holds_and_fails))
