/* tests/unit/score/test_nearest_key.c - keys left of a value. */

#include "score/context.h"
#include "unit/score/fixture.h"
#include "unit/test.h"

#define KEY(text, rule) fixture_find(text, rule, DLP_EVIDENCE_KEY)

/* The key of a value that stands behind text, or "". */
static const char *key_of(const char *text)
{
    static char name[400];
    const size_t len = strlen(text);
    uint8_t *const copy = malloc(len ? len : 1);
    struct dlp_key_place key;

    memcpy(copy, text, len);
    name[0] = 0;
    if (dlp_key_find(copy, len, false, &key)) {
        memcpy(name, copy + key.start, key.end - key.start);
        name[key.end - key.start] = 0;
    }
    free(copy);
    return name;
}

static void test_key__names(void)
{
    CHECK_STR(key_of("{\"a\": 1, \"userPhone\": \""), "userPhone");
    CHECK_STR(key_of("{\"phone\":"), "phone");
    CHECK_STR(key_of("{\\\"phone\\\": \\\""), "phone");
    CHECK_STR(key_of("{\"phones\": [\"1\", \""), "phones");
    CHECK_STR(key_of("{\"note\": \"my number is "), "note");
    CHECK_STR(key_of("phone: "), "phone");
    CHECK_STR(key_of("  - home-phone: '"), "home-phone");
    CHECK_STR(key_of("<phone>"), "phone");
    CHECK_STR(key_of("<ns:phone type=\"x\"> "), "ns:phone");
    CHECK_STR(key_of("<user phone=\""), "phone");
    CHECK_STR(key_of("phone="), "phone");
    CHECK_STR(key_of("GET /x?a=1&email="), "email");
    CHECK_STR(key_of("user[phone]="), "user[phone]");
    CHECK_STR(key_of("export PHONE_NUMBER='"), "PHONE_NUMBER");
    CHECK_STR(key_of("--card-number="), "--card-number");
    CHECK_STR(key_of("'phone' => '"), "phone");
    CHECK_STR(key_of("phone := "), "phone");
    CHECK_STR(key_of("if phone == \""), "phone");
    CHECK_STR(key_of("телефон: "), "телефон");
}

static void test_key__none(void)
{
    CHECK_STR(key_of(""), "");
    CHECK_STR(key_of("\"phone\": \"x\",\n\""), "");
    CHECK_STR(key_of("\"phone\": \"x\", "), "");
    CHECK_STR(key_of("{\"phone\": {"), "");
    CHECK_STR(key_of("phone=1&"), "");
    CHECK_STR(key_of("https://"), "");
    CHECK_STR(key_of("at 12:"), "");
    CHECK_STR(key_of("std::"), "");
    CHECK_STR(key_of("</phone>"), "");
    CHECK_STR(key_of("<br/>"), "");
    CHECK_STR(key_of("a > "), "");
    CHECK_STR(key_of("\": \""), "");
}

static void test_key__a_cut_name_is_none(void)
{
    struct dlp_key_place key;

    CHECK(dlp_key_find((const uint8_t *)"phone=", 6, false, &key));
    CHECK(!dlp_key_find((const uint8_t *)"phone=", 6, true, &key));
    CHECK(!dlp_key_find((const uint8_t *)"phone\": ", 8, true, &key));
    CHECK(dlp_key_find((const uint8_t *)"\"phone\": ", 9, true, &key));
}

static void test_key__evidence(void)
{
    CHECK_STR(KEY("{\"userPhone\": \"~070~\"}", PHONE), "phone");
    CHECK_STR(KEY("{\"customer_phone_number_2\": \"~070~\"}", PHONE), "phone number");
    CHECK_STR(KEY("PHONE_NUMBER='~070~'", PHONE), "phone number");
    CHECK_STR(KEY("<homePhone>~070~</homePhone>", PHONE), "phone");
    CHECK_STR(KEY("a=1&tel=~070~&b=2", PHONE), "tel");
    CHECK_STR(KEY("phone: \"~070~\"", PHONE), "phone");
    CHECK_STR(KEY("phone_hash: ~070~", PHONE), "phone");
    CHECK_STR(KEY("card number = ~4111~", CARD), "");
    CHECK_STR(KEY("card_number = ~4111~", CARD), "card number");
    CHECK_STR(KEY("{\"company\": \"~4111~\"}", CARD), "");
    CHECK_STR(KEY("{\"телефонКлиента\": \"~8495~\"}", PHONE), "телефон");
    CHECK_STR(KEY("{\"手机号\": \"~138~\"}", PHONE), "手机");
}

static void test_key__key_and_label_count_once(void)
{
    const struct fixture_result r = fixture_score("{\"ssn\": \"~536~\"}", SSN, false);

    CHECK_INT(r.e.items, 1);
    CHECK_INT(r.e.confidence, 60);
    CHECK_INT(fixture_score("SSN: ~536~", SSN, false).e.confidence, 60);
    CHECK_STR(fixture_find("SSN: ~536~", SSN, DLP_EVIDENCE_LABEL), "ssn");
    CHECK_INT(fixture_score("card = ~4~", CARD, false).e.confidence, 60);
    CHECK_INT(fixture_score("card number = ~4~", CARD, false).e.confidence, 60);
}

TEST_MAIN(TEST(test_key__names), TEST(test_key__none), TEST(test_key__a_cut_name_is_none),
          TEST(test_key__evidence), TEST(test_key__key_and_label_count_once))
