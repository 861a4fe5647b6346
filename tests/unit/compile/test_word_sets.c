/* tests/unit/compile/test_word_sets.c - each phrase under its rarest word. */

#include "compile/word_sets.h"
#include "unit/test.h"

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }

/* The sets that a word leads to. */
static const uint64_t *sets_of(const struct dlp_word_gate *gate, const char *word)
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

/* Does the word lead to that rule, and to no other one of two? */
static bool leads_to(const struct dlp_word_gate *gate, const char *word, size_t rule)
{
    const uint64_t *const sets = sets_of(gate, word);

    return dlp_gate_has(sets, gate->rules[rule]) && !dlp_gate_has(sets, gate->rules[1 - rule]);
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
static const struct dlp_rule odd = { .id = "a.odd", .keys = STRINGS("serial", "7 1") };
static const struct dlp_rule letters = { .id = "a.letters", .keys = STRINGS("D.N.I.", "edb code") };

static void test_word_sets__rarest_word(void)
{
    const struct dlp_rule *const rules[] = { &passport, &order };
    struct dlp_word_gate gate;

    CHECK_INT(dlp_word_gate_build(&gate, rules, 2), DLP_OK);
    CHECK(gate.rules[0] != 0 && gate.rules[1] != 0 && gate.rules[0] != gate.rules[1]);
    CHECK(leads_to(&gate, "passport", 0));
    CHECK(leads_to(&gate, "travel", 0));
    CHECK(leads_to(&gate, "reisepas", 0)); /* and all that begins so */
    CHECK(leads_to(&gate, "order", 1));
    CHECK(leads_to(&gate, "number", 1)); /* no word beside it but a letter */
    CHECK(leads_to(&gate, "document", 1));
    CHECK(!dlp_gate_has(sets_of(&gate, "parking"), gate.rules[0]));
    CHECK(!dlp_gate_has(sets_of(&gate, "parking"), gate.rules[1]));
    dlp_word_gate_free(&gate);
    dlp_word_gate_free(&gate);
}

/* Single letters are looked up too, but only for phrases of nothing else; and a word that a hash may
 * hold leaves its phrase to another. */
static void test_word_sets__words_that_chance_writes(void)
{
    const struct dlp_rule *const rules[] = { &letters, &order };
    struct dlp_word_gate gate;

    CHECK_INT(dlp_word_gate_build(&gate, rules, 2), DLP_OK);
    CHECK(leads_to(&gate, "d", 0) + leads_to(&gate, "n", 0) + leads_to(&gate, "i", 0) == 1);
    CHECK(__builtin_popcount(gate.single) == 1);
    CHECK(leads_to(&gate, "code", 0));
    CHECK(!dlp_gate_has(sets_of(&gate, "edb"), gate.rules[0]));
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

#define MANY 900u
static void test_word_sets__more_rules_than_sets(void)
{
    static struct dlp_rule many[MANY];
    static const struct dlp_rule *list[MANY];
    unsigned of[DLP_GATE_SETS + 1] = { 0 },
                                used = 0; /* bits: 1 strong rules have it, 2 weak ones */
    struct dlp_word_gate gate;

    for (size_t i = 0; i < MANY; i++) {
        many[i] = i % 3 == 0 ? order : passport;
        many[i].kind = i % 3 == 1 ? DLP_RULE_DIGITS : DLP_RULE_KEYWORD;
        list[i] = &many[i];
    }
    CHECK_INT(dlp_word_gate_build(&gate, list, MANY), DLP_OK);
    for (size_t i = 0; i < MANY; i++) {
        CHECK(gate.rules[i] >= 1 && gate.rules[i] <= DLP_GATE_SETS);
        of[gate.rules[i]] |= i % 3 == 0 ? 1u : 2u;
        CHECK_INT(dlp_gate_has(sets_of(&gate, "travel"), gate.rules[i]), i % 3 != 0);
    }
    for (unsigned set = 1; set <= DLP_GATE_SETS; set++) {
        CHECK(of[set] != 3); /* what is reported anyway does not open the gate for the rest */
        used += of[set] != 0;
    }
    CHECK_INT(used, DLP_GATE_SETS);
    dlp_word_gate_free(&gate);
}

TEST_MAIN(TEST(test_word_sets__rarest_word), TEST(test_word_sets__words_that_chance_writes),
          TEST(test_word_sets__a_rule_that_it_cannot_tell),
          TEST(test_word_sets__more_rules_than_sets))
