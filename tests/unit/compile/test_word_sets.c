/* tests/unit/compile/test_word_sets.c - each phrase under its rarest word. */

#include "compile/word_sets.h"
#include "unit/test.h"

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }

/* The rules that a word leads to. */
static uint64_t rules_of(const struct dlp_word_gate *gate, const char *word)
{
    uint8_t text[DLP_GATE_LETTERS + 32] = { 0 };
    uint64_t letters, hash;
    size_t at;

    memcpy(text, word, strlen(word));
    letters = dlp_gate_letters(text, strlen(word));
    hash = dlp_gate_hash(letters);
    for (at = dlp_gate_place(gate, hash); gate->words[at].letters != 0; at = (at + 1) & gate->mask)
        if (gate->words[at].letters == letters)
            break;
    CHECK(gate->words[at].letters == 0 || dlp_hash_bit(gate->hashes, hash));
    return gate->words[at].sets.any;
}

static const struct dlp_rule passport = {
    .id = "a.passport",
    .words = (struct dlp_rule_words[]){ { "en", STRINGS("passport number", "travel document") },
                                        { "de", STRINGS("Reisepaßnummer") },
                                        { "ru", STRINGS("номер паспорта") } },
    .words_len = 3,
    .scores = { .base = 20 },
};
static const struct dlp_rule order = {
    .id = "a.order",
    .keys = STRINGS("orderNumber", "number n"),
    .negative = STRINGS("document"),
    .scores = { .base = 85 },
};
static const struct dlp_rule odd = { .id = "a.odd", .keys = STRINGS("serial", "n 1") };

static void test_word_sets__rarest_word(void)
{
    const struct dlp_rule *const rules[] = { &passport, &order };
    struct dlp_word_gate gate;

    CHECK_INT(dlp_word_gate_build(&gate, rules, 2), DLP_OK);
    CHECK(gate.rules[0] != 0 && gate.rules[1] != 0 && gate.rules[0] != gate.rules[1]);
    CHECK(rules_of(&gate, "passport") == gate.rules[0]);
    CHECK(rules_of(&gate, "travel") == gate.rules[0]);
    CHECK(rules_of(&gate, "reisepas") == gate.rules[0]); /* and all that begins so */
    CHECK(rules_of(&gate, "order") == gate.rules[1]);
    CHECK(rules_of(&gate, "number") == gate.rules[1]); /* no word beside it but a letter */
    CHECK(rules_of(&gate, "document") == gate.rules[1]);
    CHECK(rules_of(&gate, "parking") == 0);
    dlp_word_gate_free(&gate);
    dlp_word_gate_free(&gate);
}

static void test_word_sets__a_rule_that_it_cannot_tell(void)
{
    const struct dlp_rule *const rules[] = { &odd, &order };
    struct dlp_word_gate gate;

    CHECK_INT(dlp_word_gate_build(&gate, rules, 2), DLP_OK);
    CHECK(gate.rules[0] == 0);
    CHECK(gate.rules[1] != 0);
    dlp_word_gate_free(&gate);
}

static void test_word_sets__more_rules_than_bits(void)
{
    static struct dlp_rule many[300];
    static const struct dlp_rule *list[300];
    uint64_t weak = 0, strong = 0;
    struct dlp_word_gate gate;

    for (size_t i = 0; i < 300; i++) {
        many[i] = i % 3 == 0 ? order : passport;
        list[i] = &many[i];
    }
    CHECK_INT(dlp_word_gate_build(&gate, list, 300), DLP_OK);
    for (size_t i = 0; i < 300; i++) {
        CHECK(gate.rules[i] != 0 && (gate.rules[i] & (gate.rules[i] - 1)) == 0);
        *(i % 3 == 0 ? &strong : &weak) |= gate.rules[i];
    }
    CHECK((strong & weak) == 0); /* what is reported anyway does not open the gate for the rest */
    CHECK((strong | weak) == UINT64_MAX);
    CHECK(rules_of(&gate, "travel") == weak);
    dlp_word_gate_free(&gate);
}

TEST_MAIN(TEST(test_word_sets__rarest_word), TEST(test_word_sets__a_rule_that_it_cannot_tell),
          TEST(test_word_sets__more_rules_than_bits))
