/* tests/unit/redact/test_redactor.c - what stands in the place of a value. */

#include <dlp/redact.h>

#include "unit/test.h"

#include <stdio.h>
#include <string.h>

static dlp_key *some_key(void)
{
    dlp_key *key = NULL;

    CHECK_INT(dlp_key_ephemeral(&key, NULL), DLP_OK);
    return key;
}

static int append(const void *data, size_t len, void *user)
{
    char *const out = user;
    const size_t have = strlen(out);

    memcpy(out + have, data, len);
    out[have + len] = '\0';
    return 0;
}

static int refuse(const void *data, size_t len, void *user)
{
    (void)data;
    (void)len;
    (void)user;
    return 1;
}

/* The replacement of a value with a token that stands for it. */
static const char *replaced(enum dlp_redact_mode mode, const dlp_key *key, const char *purpose,
                            const char *rule, const char *value)
{
    static char out[512];
    struct dlp_redact_options options = DLP_REDACT_OPTIONS_INIT;
    struct dlp_finding finding = { .rule = rule, .masked = "*\"'\\<>&,;|\n*", .token = value };
    dlp_redactor *redactor = NULL;

    out[0] = '\0';
    options.mode = mode;
    options.key = key;
    options.purpose = purpose;
    finding.value = value;
    finding.value_len = strlen(value);
    finding.length = finding.value_len;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_OK);
    CHECK_INT(dlp_redactor_replace(redactor, &finding, append, out), DLP_OK);
    CHECK_INT(dlp_redactor_replace(redactor, &finding, refuse, NULL), DLP_STOPPED);
    dlp_redactor_free(redactor);
    return out;
}

static void test_redactor__a_mask_ends_no_string(void)
{
    CHECK_STR(replaced(DLP_REDACT_MASK, NULL, NULL, "x.y", "value"), "************");
}

static void test_redactor__a_pseudonym_depends_on_value_key_and_purpose(void)
{
    dlp_key *const key = some_key(), *const other = some_key();
    char first[64];

    snprintf(first, sizeof(first), "%s",
             replaced(DLP_REDACT_PSEUDONYM, key, "a", "id.us.ssn", "one"));
    CHECK_INT(strlen(first), 20);
    CHECK(strncmp(first, "SSN_", 4) == 0);
    CHECK_STR(replaced(DLP_REDACT_PSEUDONYM, key, "a", "id.us.ssn", "one"), first);
    CHECK(strcmp(replaced(DLP_REDACT_PSEUDONYM, key, "a", "id.us.ssn", "two"), first) != 0);
    CHECK(strcmp(replaced(DLP_REDACT_PSEUDONYM, key, "b", "id.us.ssn", "one"), first) != 0);
    CHECK(strcmp(replaced(DLP_REDACT_PSEUDONYM, key, NULL, "id.us.ssn", "one"), first) != 0);
    CHECK(strcmp(replaced(DLP_REDACT_PSEUDONYM, other, "a", "id.us.ssn", "one"), first) != 0);
    CHECK_INT(strlen(replaced(DLP_REDACT_PSEUDONYM, key, "a",
                              "x.a_rule_with_a_name_that_is_very_long_indeed", "one")),
              39);
    dlp_key_free(key);
    dlp_key_free(other);
}

static unsigned luhn(const char *text)
{
    unsigned sum = 0, place = 0;

    for (size_t i = strlen(text); i-- > 0;) {
        unsigned d = (unsigned)(text[i] - '0');

        if (d > 9)
            continue;
        d *= place++ % 2 ? 2 : 1;
        sum += d > 9 ? d - 9 : d;
    }
    return sum % 10;
}

static unsigned iban_rest(const char *iban)
{
    char turned[80];
    unsigned rest = 0;

    snprintf(turned, sizeof(turned), "%s%.4s", iban + 4, iban);
    for (const char *c = turned; *c; c++)
        rest = *c <= '9' ? (rest * 10 + (unsigned)(*c - '0')) % 97
                         : (rest * 100 + (unsigned)(*c - 'A') + 10) % 97;
    return rest;
}

static void test_redactor__shapes_are_valid_and_nobodys(void)
{
    dlp_key *const key = some_key();
    char value[64];

    for (int i = 0; i < 300; i++) {
        const char *out;

        snprintf(value, sizeof(value), "4111 1111 1111 %04d", i);
        out = replaced(DLP_REDACT_SHAPE, key, NULL, "card.pan", value);
        CHECK_INT(strlen(out), 19);
        CHECK(out[0] == '0' && out[4] == ' ' && out[14] == ' ');
        CHECK_INT(luhn(out), 0);
        snprintf(value, sizeof(value), "DE8937040044053201%04d", i);
        out = replaced(DLP_REDACT_SHAPE, key, NULL, "bank.iban", value);
        CHECK_INT(strlen(out), 22);
        CHECK(strncmp(out, "XX", 2) == 0);
        CHECK_INT(iban_rest(out), 1);
        snprintf(value, sizeof(value), "536-22-%04d", i);
        out = replaced(DLP_REDACT_SHAPE, key, NULL, "id.us.ssn", value);
        CHECK(out[0] == '9' && out[3] == '-' && out[4] < '5' && strlen(out) == 11);
        snprintf(value, sizeof(value), "+46 8 123 %04d", i);
        out = replaced(DLP_REDACT_SHAPE, key, NULL, "contact.se.phone", value);
        CHECK(strncmp(out, "+99 9 ", 6) == 0 && strlen(out) == 14);
    }
    dlp_key_free(key);
}

static void test_redactor__other_kinds_get_pseudonyms(void)
{
    dlp_key *const key = some_key();

    CHECK(strncmp(replaced(DLP_REDACT_SHAPE, key, NULL, "person.dob", "1957-03-21"), "DOB_", 4)
          == 0);
    CHECK(strncmp(replaced(DLP_REDACT_SHAPE, key, NULL, "card.pan", "4111"), "PAN_", 4) == 0);
    CHECK(strncmp(replaced(DLP_REDACT_SHAPE, key, NULL, "card.pan_wide", "\xef\xbc\x94"),
                  "PAN_WIDE_", 9)
          == 0);
    CHECK(strncmp(replaced(DLP_REDACT_SHAPE, key, NULL, "secret.jwt", "eyJh.eyJz.abcd"), "JWT_", 4)
          == 0);
    CHECK(strcmp(replaced(DLP_REDACT_SHAPE, key, NULL, "secret.x", "abcd-EFGH-1234"),
                 "abcd-EFGH-1234")
          != 0);
    CHECK(strncmp(replaced(DLP_REDACT_SHAPE, key, NULL, "network.ipv4", "10.1.2.3"), "198.1", 5)
          == 0);
    dlp_key_free(key);
}

static void test_redactor__refuses_what_it_cannot_do(void)
{
    struct dlp_redact_options options = DLP_REDACT_OPTIONS_INIT;
    const struct dlp_finding finding = { .rule = "x.y", .masked = "" };
    dlp_redactor *redactor = NULL;
    dlp_key *const key = some_key();

    options.mode = DLP_REDACT_PSEUDONYM;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_EINVAL);
    CHECK(redactor == NULL);
    options.key = key;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_OK);
    CHECK_INT(dlp_redactor_replace(redactor, &finding, append, NULL), DLP_EINVAL);
    dlp_redactor_free(redactor);
    options.version = 3;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_EINVAL);
    dlp_redactor_free(NULL);
    dlp_key_free(key);
}

static void test_redactor__moves_dates_as_its_flags_say(void)
{
    struct dlp_redact_options options = DLP_REDACT_OPTIONS_INIT;
    struct dlp_finding date = { .rule = "person.dob", .masked = "********12", .token = "t" };
    dlp_redactor *redactor = NULL;
    dlp_key *key = NULL;
    char first[64] = "", out[64] = "";

    date.value = "1984-03-12";
    date.value_len = date.length = 10;
    CHECK_INT(dlp_key_of_salt(&key, "salt", 4, NULL), DLP_OK);
    options.flags = DLP_REDACT_SHIFT_DATES;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_EINVAL); /* no key */
    options.key = key;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_OK);
    CHECK_INT(dlp_redactor_shifts(redactor, &date), 1);
    CHECK_INT(dlp_redactor_replace(redactor, &date, append, first), DLP_OK);
    CHECK_INT(strlen(first), 10);
    CHECK(strcmp(first, "1984-03-12") != 0);
    date.length = 12; /* it was found encoded */
    CHECK_INT(dlp_redactor_shifts(redactor, &date), 0);
    CHECK_INT(dlp_redactor_replace(redactor, &date, append, out), DLP_OK);
    CHECK_STR(out, "********12");
    date.length = 10;
    date.rule = "id.us.ssn";
    CHECK_INT(dlp_redactor_shifts(redactor, &date), 0);
    dlp_redactor_free(redactor);
    options.flags = 4;
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_EINVAL);
    options.version = 1; /* of a caller that knows no flags: what stands there is not its */
    CHECK_INT(dlp_redactor_new(&redactor, &options, NULL), DLP_OK);
    date.rule = "person.dob";
    CHECK_INT(dlp_redactor_shifts(redactor, &date), 0);
    dlp_redactor_free(redactor);
    dlp_key_free(key);
}

TEST_MAIN(TEST(test_redactor__a_mask_ends_no_string),
          TEST(test_redactor__a_pseudonym_depends_on_value_key_and_purpose),
          TEST(test_redactor__shapes_are_valid_and_nobodys),
          TEST(test_redactor__other_kinds_get_pseudonyms),
          TEST(test_redactor__refuses_what_it_cannot_do),
          TEST(test_redactor__moves_dates_as_its_flags_say))
