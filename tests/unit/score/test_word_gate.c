/* tests/unit/score/test_word_gate.c - a gate that stays shut has nothing behind it. */

#include "score/word_gate.h"
#include "unit/score/fixture.h"
#include "unit/test.h"

#include <stdio.h>

static unsigned seed = 11;
static unsigned next(unsigned below)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % below;
}

/* Does the gate open for the rule at text[start, end) of a whole part? */
static bool opens(const char *text, size_t start, size_t end, uint32_t rule)
{
    const size_t len = strlen(text);
    const struct dlp_window window = { (const uint8_t *)text, 0, len };
    const struct dlp_scope scope = {
        .before = window.data + (start > 320 ? start - 320 : 0),
        .before_len = start > 320 ? 320 : start,
        .before_open = start > 320,
        .after = window.data + end,
        .after_len = len - end < 64 ? len - end : 64,
        .after_open = len - end > 64,
    };
    const struct dlp_score_input in = { .window = &window,
                                        .start = start,
                                        .end = end,
                                        .rule = &fixture_rules[rule],
                                        .rule_index = rule,
                                        .words = fixture_index(),
                                        .cache = fixture_cache() };

    return dlp_gate_opens(&in, &scope, true);
}

/* The same for the value "1234" in it. */
static bool opens_at(const char *text, uint32_t rule)
{
    const size_t start = (size_t)(strstr(text, "1234") - text);

    return opens(text, start, start + 4, rule);
}

static void test_word_gate__sees_words_as_they_are_parted(void)
{
    static const char *const cards[] = {
        "visa 1234",     "VISA 1234",       "my_visa-id 1234", "myVisa 1234",      "VISACard 1234",
        "1VISA9 1234",   "1234visa",        "1234,\"visa\"",   "XVisa 1234",       "card 1234",
        "{\"pan\":1234", "(Visa) 1234",     "thePANIs 1234",   "номер карты 1234", "1234 é",
        "ｖｉｓａ 1234", "v\u00adisa 1234",
    };
    static const char *const others[] = { "visas 1234", "visitor 1234",  "vis a 1234",
                                          "1234",       "cardinal 1234", "passport 1234 !",
                                          "Vi sa 1234", "VISAs 1234",    "CARDs 1234" };

    for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]); i++)
        CHECK(opens_at(cards[i], CARD));
    CHECK(!opens_at("numbers, 1234", CARD));
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        CHECK(!opens_at(others[i], CARD));
    CHECK(opens_at("passport 1234", SSN));
    CHECK(!opens_at("Passwort 1234", SSN));
}

/* A word may begin anywhere in a block, and end in the next one. */
static void test_word_gate__every_place(void)
{
    for (size_t at = 0; at < 500; at++) {
        char text[700];

        memset(text, '.', sizeof(text));
        memcpy(text + at, "passport", 8);
        text[sizeof(text) - 1] = '\0';
        for (size_t value = at + 9; value <= at + 8 + 120; value++)
            CHECK(opens(text, value, value + 4, SSN));
        CHECK(at + 212 >= sizeof(text) || !opens(text, at + 208, at + 212, SSN));
    }
}

/* A key counts further away than words do. */
static void test_word_gate__far_keys(void)
{
    char text[400] = "{\"passport\": [", shut[400] = "{\"passport\" ; [";
    size_t len = strlen(text);

    while (len < 200)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "5678, ");
    (void)snprintf(text + len, sizeof(text) - len, "1234]}");
    CHECK(opens_at(text, SSN));
    CHECK(!opens_at(text, CARD));
    len = strlen(shut);
    while (len < 200)
        len += (size_t)snprintf(shut + len, sizeof(shut) - len, "5678, ");
    (void)snprintf(shut + len, sizeof(shut) - len, "1234]}");
    CHECK(!opens_at(shut, SSN));
}

static const char *const pieces[] = {
    /* clang-format off */
    "visa", "Visa", "VISA", "PAN", "card", "number", "Number", "social",
    "ssn", "SSN", "s", "v4", "sX", "security", "Order", "passport",
    "fax", "телефон", "ИНН", "номер", "карты", "卡号", "é", "\u0301",
    "\xff", " ", " ", " ", "_", "-", ".", ",",
    "\": \"", "{\"", "\",\"", "=", "&", "\n", "<b>", "</b>",
    ": [", "1", "29", "4111", "a", "B", "xYz", "deadbeef",
    "lic", "mobil", "call", "telefon", "ｔｅｌ", "ſſn", "tel", "PHONEs",
    "test", "personnummer", "PersonnummerX", "\u00ad", "   ", "inn", ": ", ";",
    /* clang-format on */
};

static size_t random_text(char *text, size_t room)
{
    size_t len = 0;

    while (len + 32 < room) {
        const char *const piece = pieces[next(sizeof(pieces) / sizeof(pieces[0]))];

        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
        for (unsigned filler = next(4) == 0 ? next(60) : 0; filler > 0 && len + 32 < room; filler--)
            text[len++] = (char)("0123456789abcdefABCDEF  ,.-"[next(27)]);
    }
    text[len] = '\0';
    return len;
}

/* What the exact search finds, the gate has let in; with and without an end that hides something. */
static void test_word_gate__never_shuts_out_a_phrase(void)
{
    static char text[1600];
    size_t shut = 0, found = 0;

    for (int round = 0; round < 1500; round++) {
        const size_t len = random_text(text, sizeof(text));
        const size_t hidden = next(3) == 0 ? next(400) : 0; /* at the beginning */
        const struct dlp_window window = { (const uint8_t *)text + hidden, hidden, len - hidden };
        const size_t base = hidden + 320;
        struct dlp_token_cache *const gate_cache = fixture_cache();
        static struct dlp_token_cache cache;

        dlp_token_cache_clear(&cache);
        for (int value = 0; value < 60; value++) {
            const size_t start = base + next((unsigned)(len - base)), rest = len - start;
            const size_t end = start + next(rest < 24 ? (unsigned)rest : 24u);
            const size_t shorter = next(2) ? next(100) : 0; /* a record begins nearer */
            const struct dlp_scope scope = {
                .before = window.data + (start - 320 + shorter - hidden),
                .before_len = 320 - shorter,
                .before_open = next(2),
                .after = window.data + (end - hidden),
                .after_len = len - end < 64 ? len - end : 64,
                .after_open = len - end >= 64,
            };
            struct dlp_score_input in = { &window,         start,  end,  NULL, 0,
                                          fixture_index(), &cache, NULL, 0,    false };

            for (uint32_t rule = 0; rule < FIXTURE_RULES; rule++) {
                struct dlp_hits hits;
                struct dlp_hit key;
                bool bare, has;

                in.rule = &fixture_rules[rule];
                in.rule_index = rule;
                in.cache = &cache;
                dlp_words_collect(&in, &scope, &hits);
                dlp_key_match(&in, &scope, &key, &bare);
                has = hits.len > 0 || hits.label.use || key.use;
                in.cache = gate_cache;
                if (!dlp_gate_opens(&in, &scope, true)) {
                    shut++;
                    CHECK(!has);
                }
                found += has;
            }
        }
    }
    CHECK(shut > 1000); /* it does shut */
    CHECK(found > 10000);
}

/* Rules whose phrases no letters tell stay open, and so does every rule without a gate. */
static void test_word_gate__what_it_cannot_tell(void)
{
    const struct dlp_rule short_word = { .id = "a.short", .keys = STRINGS("1099", "code 1099") };
    const struct dlp_rule digits = { .id = "a.digits", .keys = STRINGS("１０９９") };
    const struct dlp_rule *const rules[] = { &short_word, &digits };
    const struct dlp_window window = { (const uint8_t *)"text 1234", 0, 9 };
    const struct dlp_scope scope = { .before = window.data, .before_len = 5 };
    struct dlp_word_index index;
    struct dlp_score_input in = { .window = &window,
                                  .start = 5,
                                  .end = 9,
                                  .rule = &short_word,
                                  .words = &index,
                                  .cache = fixture_cache() };

    CHECK_INT(dlp_word_index_build(&index, rules, 2, NULL), DLP_OK);
    CHECK(dlp_gate_opens(&in, &scope, true));
    in.rule_index = 1;
    CHECK(dlp_gate_opens(&in, &scope, true));
    dlp_word_index_free(&index);
    CHECK(!dlp_gate_opens(&in, &scope, true)); /* no rule has words */
}

/* A word that speaks against a rule matters only where something speaks for it. */
static void test_word_gate__negative_words_alone(void)
{
    const struct dlp_rule rule = { .id = "a.rule",
                                   .keys = STRINGS("passport"),
                                   .negative = STRINGS("order"),
                                   .scores = { .base = 45 } };
    const struct dlp_rule *const rules[] = { &rule };
    const struct dlp_window window = { (const uint8_t *)"order 1234", 0, 10 };
    const struct dlp_scope scope = { .before = window.data, .before_len = 6 };
    struct dlp_word_index index;
    struct dlp_score_input in = { .window = &window,
                                  .start = 6,
                                  .end = 10,
                                  .rule = &rule,
                                  .words = &index,
                                  .cache = fixture_cache(),
                                  .wanted = 50 };

    CHECK_INT(dlp_word_index_build(&index, rules, 1, NULL), DLP_OK);
    CHECK(!dlp_gate_opens(&in, &scope, true));
    CHECK(dlp_gate_opens(&in, &scope, false)); /* its column's name speaks for it */
    in.typed = true;
    CHECK(dlp_gate_opens(&in, &scope, true));
    in.typed = false;
    in.wanted = 45; /* it is reported without words */
    CHECK(dlp_gate_opens(&in, &scope, true));
    dlp_word_index_free(&index);
}

static void test_word_gate__takes_a_whole_text(void)
{
    static const char text[] =
        "an order of many other words, so that they fill more than one block; "
        "then the passport number 1234 and an end";
    const struct dlp_rule passport = { .id = "a.passport", .keys = STRINGS("passport") };
    const struct dlp_rule order = { .id = "a.order", .negative = STRINGS("order") };
    const struct dlp_rule *const rules[] = { &passport, &order };
    const size_t len = sizeof(text) - 1, at = (size_t)(strstr(text, "passport") - text);
    struct dlp_word_index index;

    CHECK_INT(dlp_word_index_build(&index, rules, 2, NULL), DLP_OK);
    for (size_t from = 0; from <= at; from++) {
        const struct dlp_window window = { (const uint8_t *)text + from, 0, len - from };
        struct dlp_token_cache *const cache = fixture_cache();
        struct dlp_gate_sets sets = { { 0 }, { 0 } };

        dlp_token_cache_clear(cache);
        for (uint64_t number = 0; number * DLP_GATE_BLOCK < len - from; number++) {
            const struct dlp_gate_sets *const block =
                dlp_gate_at(cache, &index.gate, &window, number);

            for (size_t i = 0; i < DLP_GATE_SETS / 64; i++) {
                sets.any[i] |= block->any[i];
                sets.positive[i] |= block->positive[i];
            }
        }
        CHECK(dlp_gate_has(sets.positive, index.gate.rules[0]));
        CHECK(!dlp_gate_has(sets.positive, index.gate.rules[1]));
        CHECK_INT(dlp_gate_has(sets.any, index.gate.rules[1]), from <= 3);
    }
    dlp_word_index_free(&index);
}

TEST_MAIN(TEST(test_word_gate__sees_words_as_they_are_parted), TEST(test_word_gate__every_place),
          TEST(test_word_gate__far_keys), TEST(test_word_gate__never_shuts_out_a_phrase),
          TEST(test_word_gate__what_it_cannot_tell), TEST(test_word_gate__negative_words_alone),
          TEST(test_word_gate__takes_a_whole_text))
