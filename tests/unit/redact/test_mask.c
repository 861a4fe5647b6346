/* tests/unit/redact/test_mask.c - what may be shown of a value (decision D13), and no more. */

#include "redact/mask.h"
#include "unit/test.h"

#include <stdlib.h>

static const char *const names[] = { "card", "email", "id", "secret", "none" };
#define NAMES (sizeof(names) / sizeof(names[0]))

/* Mask an exact copy. */
static const char *masked(const char *name, unsigned prefix, const char *value, size_t len)
{
    static char out[DLP_MASKED_MAX + 1];
    uint8_t *const copy = malloc(len ? len : 1);

    memcpy(copy, value, len);
    memset(out, '#', sizeof(out));
    dlp_mask(out, name, prefix, copy, len);
    CHECK_INT(out[DLP_MASKED_MAX], '#');
    CHECK(memchr(out, '\0', DLP_MASKED_MAX) != NULL);
    free(copy);
    return out;
}
#define MASK(name, prefix, value) masked(name, prefix, value, sizeof(value) - 1)

static void test_mask__card_shows_six_and_four(void)
{
    CHECK_STR(MASK("card", 0, "4111111111111111"), "411111******1111");
    CHECK_STR(MASK("card", 0, "4111 1111 1111 1111"), "4111 11** **** 1111");
    CHECK_STR(MASK("card", 0, "3782-822463-10005"), "3782-82****-*0005");
    CHECK_STR(MASK("card", 0, "4000000000000000006"), "400000*********0006");
    CHECK_STR(MASK("card", 0, "41111111111"), "***********"); /* too short for that */
}

static void test_mask__email_shows_first_letter_and_domain(void)
{
    CHECK_STR(MASK("email", 0, "anna.berg@example.com"), "a********@example.com");
    CHECK_STR(MASK("email", 0, "ab@example.com"), "a*@example.com");
    CHECK_STR(MASK("email", 0, "a@example.com"), "*************");
    CHECK_STR(MASK("email", 0, "no-sign-of-mail"), "***************");
    CHECK_STR(MASK("email", 0, "@example.com"), "************");
}

/* A quoted local part may hold an at sign: the domain is behind the last one. */
static void test_mask__email_shows_no_more_of_a_quoted_name(void)
{
    CHECK(strstr(MASK("email", 0, "\"anna@home\"@example.com"), "home") == NULL);
}

static void test_mask__id_shows_the_last_two(void)
{
    CHECK_STR(MASK("id", 0, "536-22-8145"), "*********45");
    CHECK_STR(MASK("id", 0, "12345678"), "******78");
}

static void test_mask__secret_shows_its_public_prefix(void)
{
    CHECK_STR(MASK("secret", 4, "AKIAABCDEFGHIJKLMNOP"), "AKIA****************");
    CHECK_STR(MASK("secret", 0, "hunter2hunter2"), "**************");
    CHECK_STR(MASK("secret", 4, "AKIAabcdefgh"), "AKIA********");
    CHECK_STR(MASK("secret", 4, "AKIAabcdefg"),
              "***********"); /* hardly anything would be hidden */
    CHECK_STR(MASK("secret", 65535, "AKIAabcdefg"), "***********");
}

static void test_mask__none_and_unknown_names_show_nothing(void)
{
    CHECK_STR(MASK("none", 4, "4111111111111111"), "****************");
    CHECK_STR(MASK("", 4, "4111111111111111"), "****************");
    CHECK_STR(MASK("Card", 4, "4111111111111111"), "****************");
    for (size_t i = 0; i < NAMES; i++)
        CHECK(dlp_mask_known(names[i]));
    CHECK(!dlp_mask_known("Card") && !dlp_mask_known("") && !dlp_mask_known("cards"));
}

static void test_mask__short_values_show_nothing(void)
{
    for (size_t i = 0; i < NAMES; i++) {
        CHECK_STR(MASK(names[i], 4, "1234567"), "*******");
        CHECK_STR(MASK(names[i], 4, "a@bc.de"), "*******");
        CHECK_STR(MASK(names[i], 4, "1"), "*");
        CHECK_STR(masked(names[i], 4, "", 0), "");
    }
}

static void test_mask__long_values_are_cut(void)
{
    char value[5000];

    memset(value, 'k', sizeof(value));
    for (size_t i = 0; i < NAMES; i++)
        for (size_t len = 90; len < 100; len++)
            CHECK_INT(strlen(masked(names[i], 4, value, len)),
                      len < DLP_MASKED_MAX ? len : DLP_MASKED_MAX - 1);
    CHECK_INT(strlen(masked("id", 0, value, sizeof(value))), DLP_MASKED_MAX - 1);
    CHECK(strchr(masked("id", 0, value, sizeof(value)), 'k') == NULL);
}

static void test_mask__shows_printable_ascii_only(void)
{
    char value[64];

    for (unsigned b = 0; b < 256; b++) {
        for (size_t i = 0; i < NAMES; i++) {
            memset(value, (int)b, sizeof(value));
            memcpy(value + 20, "4111@1111 1111", 14);
            for (const char *p = masked(names[i], 6, value, sizeof(value)); *p; p++)
                CHECK(*p >= ' ' && *p <= '~');
        }
    }
    CHECK_STR(MASK("secret", 4, "\x1b[2Jabcdefgh"), "?[2J********");
    CHECK_STR(MASK("email", 0, "anna@exa\nmple.com"), "a***@exa?mple.com");
}

static void test_mask__public_text_is_made_safe(void)
{
    char out[DLP_MASKED_MAX], text[300];

    dlp_mask_public(out, (const uint8_t *)"-----BEGIN\x1b KEY\xff-----", 21);
    CHECK_STR(out, "-----BEGIN? KEY?-----");
    dlp_mask_public(out, NULL, 0);
    CHECK_STR(out, "");
    memset(text, 'x', sizeof(text));
    dlp_mask_public(out, (const uint8_t *)text, sizeof(text));
    CHECK_INT(strlen(out), DLP_MASKED_MAX - 1);
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Letters and digits of the value that the mask shows in their places, the domain of an e-mail
 * apart. */
static size_t shown(const char *name, const char *mask, const char *value, size_t len)
{
    const char *const at = memrchr(value, '@', len);
    const size_t end = strcmp(name, "email") == 0 && at ? (size_t)(at - value) : len;
    size_t n = 0;

    for (size_t i = 0; i < end && mask[i]; i++)
        n += mask[i] == value[i]
            && ((value[i] >= '0' && value[i] <= '9') || (value[i] >= 'A' && value[i] <= 'Z')
                || (value[i] >= 'a' && value[i] <= 'z'));
    return n;
}

/* No value of 4 bytes or more stands in its own mask, and no mask shows more than its share. Stars
 * are what masks are made of, so values have none here. */
static void test_mask__never_holds_the_value(void)
{
    static const char bytes[] = "0123456789012345678901234567890123456789abcXYZ.- @_+/=";
    static const unsigned most[] = { 10, 1, 2, 5, 0 };
    uint32_t state = 31;

    for (int round = 0; round < 60000; round++) {
        const size_t i = next_random(&state) % NAMES, len = 4 + next_random(&state) % 40;
        const unsigned prefix = next_random(&state) % 6;
        char value[64];
        const char *mask;

        for (size_t b = 0; b < len; b++)
            value[b] = bytes[next_random(&state) % (round % 2 ? 40u : (uint32_t)sizeof(bytes) - 1)];
        for (size_t b = 0; i == 1 && b < len; b++) /* an e-mail, or nothing like one */
            value[b] = b == len / 2 && round % 3 ? '@' : value[b] == '@' ? '.' : value[b];
        mask = masked(names[i], prefix, value, len);
        if (memmem(mask, strlen(mask), value, len) || strlen(mask) != len
            || shown(names[i], mask, value, len) > most[i]
            || (len < 8 && strspn(mask, "*") != len)) {
            printf("# %s: %.*s -> %s\n", names[i], (int)len, value, mask);
            CHECK(!"only what may be shown");
            return;
        }
    }
}

TEST_MAIN(TEST(test_mask__card_shows_six_and_four),
          TEST(test_mask__email_shows_first_letter_and_domain),
          TEST(test_mask__email_shows_no_more_of_a_quoted_name),
          TEST(test_mask__id_shows_the_last_two), TEST(test_mask__secret_shows_its_public_prefix),
          TEST(test_mask__none_and_unknown_names_show_nothing),
          TEST(test_mask__short_values_show_nothing), TEST(test_mask__long_values_are_cut),
          TEST(test_mask__shows_printable_ascii_only), TEST(test_mask__public_text_is_made_safe),
          TEST(test_mask__never_holds_the_value))
