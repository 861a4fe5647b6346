/* tests/unit/redact/test_keyed_token.c - equal values have equal tokens, under one key only. */

#include "redact/keyed_token.h"
#include "unit/test.h"

static const struct dlp_key one = { .len = 1, .keys = { { "0123456789abcdef", "k00112233" } } };
static const struct dlp_key two = { .len = 1, .keys = { { "0123456789abcdeg", "k44556677" } } };

static const char *token(const struct dlp_key *key, const char *value, enum dlp_token_form form)
{
    static char out[4][DLP_TOKEN_MAX];
    static unsigned next;
    char *const t = out[next++ % 4];
    struct dlp_token_maker maker;

    dlp_token_maker_init(&maker, key);
    dlp_token_of(t, &maker, (const uint8_t *)value, strlen(value), form);
    return t;
}

/* HMAC-SHA-256 with the key of 32 bytes "0123456789abcdef" and zeros, its first 128 bits. */
static void test_keyed_token__is_the_keys_id_and_128_bits(void)
{
    uint8_t hash[crypto_auth_hmacsha256_BYTES];
    char want[DLP_TOKEN_MAX] = "k00112233:";

    crypto_auth_hmacsha256(hash, (const uint8_t *)"4111", 4, one.keys[0].bytes);
    sodium_bin2hex(want + 10, 33, hash, 16);
    CHECK_STR(token(&one, "4111", DLP_TOKEN_EXACT), want);
    CHECK_STR(token(&one, "41-11", DLP_TOKEN_LOOSE), want);
    CHECK_INT(strlen(token(&one, "4111", DLP_TOKEN_EXACT)), 42);
}

static void test_keyed_token__loose_ignores_grouping_and_case(void)
{
    CHECK_STR(token(&one, "4111 1111-1111.1111", DLP_TOKEN_LOOSE),
              token(&one, "4111111111111111", DLP_TOKEN_LOOSE));
    CHECK_STR(token(&one, "GB82 WEST 1234", DLP_TOKEN_LOOSE),
              token(&one, "gb82west1234", DLP_TOKEN_LOOSE));
    CHECK(strcmp(token(&one, "4111", DLP_TOKEN_LOOSE), token(&one, "4112", DLP_TOKEN_LOOSE)) != 0);
    CHECK(strcmp(token(&one, "4111", DLP_TOKEN_LOOSE), token(&one, "41110", DLP_TOKEN_LOOSE)) != 0);
    /* letters beyond ASCII are no separators */
    CHECK(strcmp(token(&one, "4111ж", DLP_TOKEN_LOOSE), token(&one, "4111", DLP_TOKEN_LOOSE)) != 0);
    CHECK(strcmp(token(&one, "ж", DLP_TOKEN_LOOSE), token(&one, "ш", DLP_TOKEN_LOOSE)) != 0);
}

/* Folding goes by pieces, libsodium's hash by none. */
static void test_keyed_token__is_the_same_for_any_length(void)
{
    char value[300], folded[300], want[DLP_TOKEN_MAX] = "k00112233:";
    uint8_t hash[crypto_auth_hmacsha256_BYTES];

    for (size_t len = 0; len < sizeof(value); len++) {
        for (size_t i = 0; i < len; i++) {
            value[i] = "aB3-"[i % 4];
            folded[i] = "ab3-"[i % 4];
        }
        value[len] = '\0';
        crypto_auth_hmacsha256(hash, (const uint8_t *)value, len, one.keys[0].bytes);
        sodium_bin2hex(want + 10, 33, hash, 16);
        CHECK_STR(token(&one, value, DLP_TOKEN_EXACT), want);
        crypto_auth_hmacsha256(hash, (const uint8_t *)folded, len, one.keys[0].bytes);
        sodium_bin2hex(want + 10, 33, hash, 16);
        CHECK_STR(token(&one, value, DLP_TOKEN_FOLDED), want);
    }
}

static void test_keyed_token__exact_ignores_nothing(void)
{
    CHECK(strcmp(token(&one, "ab-cd", DLP_TOKEN_EXACT), token(&one, "abcd", DLP_TOKEN_EXACT)) != 0);
    CHECK(strcmp(token(&one, "ABCD", DLP_TOKEN_EXACT), token(&one, "abcd", DLP_TOKEN_EXACT)) != 0);
    CHECK_STR(token(&one, "ab-cd", DLP_TOKEN_EXACT), token(&one, "ab-cd", DLP_TOKEN_EXACT));
}

static void test_keyed_token__folded_ignores_case_alone(void)
{
    CHECK_STR(token(&one, "Anna@Home.se", DLP_TOKEN_FOLDED),
              token(&one, "anna@home.se", DLP_TOKEN_FOLDED));
    CHECK(strcmp(token(&one, "a-b@c", DLP_TOKEN_FOLDED), token(&one, "a@bc", DLP_TOKEN_FOLDED))
          != 0);
}

static void test_keyed_token__another_key_gives_another_token(void)
{
    const char *const left = token(&one, "4111", DLP_TOKEN_LOOSE),
                      *const right = token(&two, "4111", DLP_TOKEN_LOOSE);

    CHECK(strncmp(left, "k00112233:", 10) == 0);
    CHECK(strncmp(right, "k44556677:", 10) == 0);
    CHECK(strcmp(left + 10, right + 10) != 0);
}

static void test_keyed_token__the_current_key_makes_it(void)
{
    struct dlp_key both = two;

    both.len = 2;
    both.keys[1] = one.keys[0];
    CHECK_STR(token(&both, "4111", DLP_TOKEN_LOOSE), token(&two, "4111", DLP_TOKEN_LOOSE));
}

static void test_keyed_token__may_be_hashed_in_pieces(void)
{
    static const char text[] = "-----BEGIN KEY----- and so on";
    char parts[DLP_TOKEN_MAX];
    const size_t len = sizeof(text) - 1;

    for (size_t cut = 0; cut <= len; cut++) {
        crypto_auth_hmacsha256_state state;

        dlp_token_begin(&state, &one);
        crypto_auth_hmacsha256_update(&state, (const uint8_t *)text, cut);
        crypto_auth_hmacsha256_update(&state, (const uint8_t *)text + cut, len - cut);
        dlp_token_end(parts, &state, &one);
        CHECK_STR(parts, token(&one, text, DLP_TOKEN_EXACT));
    }
}

static void test_keyed_token__can_begin_without_a_key(void)
{
    crypto_auth_hmacsha256_state state;

    dlp_token_begin(&state, NULL);
    CHECK_INT(crypto_auth_hmacsha256_update(&state, (const uint8_t *)"x", 1), 0);
}

TEST_MAIN(TEST(test_keyed_token__is_the_keys_id_and_128_bits),
          TEST(test_keyed_token__loose_ignores_grouping_and_case),
          TEST(test_keyed_token__is_the_same_for_any_length),
          TEST(test_keyed_token__exact_ignores_nothing),
          TEST(test_keyed_token__folded_ignores_case_alone),
          TEST(test_keyed_token__another_key_gives_another_token),
          TEST(test_keyed_token__the_current_key_makes_it),
          TEST(test_keyed_token__may_be_hashed_in_pieces),
          TEST(test_keyed_token__can_begin_without_a_key))
