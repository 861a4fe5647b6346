/* tests/unit/compile/test_word_index.c - phrases of rules in one hash table. */

#include "base/token.h"
#include "compile/word_index.h"
#include "unit/test.h"

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }

static uint64_t phrase_hash(const char *text)
{
    struct dlp_token tokens[DLP_PHRASE_MAX];
    const size_t n = dlp_tokenize((const uint8_t *)text, strlen(text), tokens, DLP_PHRASE_MAX);
    uint64_t hash = 0;

    for (size_t i = 0; i < n; i++)
        hash = dlp_phrase_add(hash, tokens[i].hash);
    return hash;
}

static const struct dlp_word_slot *find(const struct dlp_word_index *index, const char *text)
{
    const uint64_t hash = phrase_hash(text);

    for (size_t at = (size_t)hash & index->mask; index->slots[at].hash != 0;
         at = (at + 1) & index->mask) {
        if (index->slots[at].hash == hash)
            return &index->slots[at];
    }
    return NULL;
}

static struct dlp_rule one = {
    .id = "a.one",
    .words = (struct dlp_rule_words[]){ { "en", STRINGS("card", "Card-Number") },
                                        { "zh", STRINGS("统一社会信用代码") } },
    .words_len = 2,
    .keys = STRINGS("cardNumber", "pan"),
};
static struct dlp_rule two = {
    .id = "a.two",
    .words = (struct dlp_rule_words[]){ { "en", STRINGS("CARD", "card") } },
    .words_len = 1,
    .negative = STRINGS("pan"),
};

static void test_word_index__finds_phrases(void)
{
    const struct dlp_rule *const rules[] = { &one, &two };
    struct dlp_word_index index;
    const struct dlp_word_slot *slot;

    CHECK_INT(dlp_word_index_build(&index, rules, 2, NULL), DLP_OK);
    slot = find(&index, "Card");
    CHECK(slot && slot->len == 2);
    CHECK_INT(index.uses[slot->first].rule, 0);
    CHECK_STR(index.uses[slot->first].word, "card");
    CHECK_INT(index.uses[slot->first + 1].rule, 1);
    CHECK_STR(index.uses[slot->first + 1].word, "CARD");
    slot = find(&index, "card number"); /* a word and a key: one use with both roles */
    CHECK(slot && slot->len == 1);
    CHECK_INT(index.uses[slot->first].role, DLP_WORD_CONTEXT | DLP_WORD_KEY);
    CHECK_INT(index.uses[slot->first].tokens, 2);
    CHECK_STR(index.uses[slot->first].word, "Card-Number");
    slot = find(&index, "pan");
    CHECK(slot && slot->len == 2);
    CHECK_INT(index.uses[slot->first].role, DLP_WORD_KEY);
    CHECK_INT(index.uses[slot->first + 1].role, DLP_WORD_NEGATIVE);
    CHECK(find(&index, "number") == NULL);
    CHECK_INT(index.phrase_max, 8);
    slot = find(&index, "统一"); /* a beginning only */
    CHECK(slot && slot->len == 0);
    CHECK(find(&index, "统一社会信用代码") && find(&index, "统一社会信用代码")->len == 1);
    dlp_word_index_free(&index);
    CHECK(index.slots == NULL && index.uses_len == 0);
    dlp_word_index_free(&index);
}

static void test_word_index__many_words(void)
{
    enum { N = 5000 };
    static char text[N][16];
    static const char *list[N];
    struct dlp_rule rule = { .id = "many", .keys = { list, N } };
    const struct dlp_rule *const rules[] = { &rule };
    struct dlp_word_index index;

    for (size_t i = 0; i < N; i++) {
        size_t at = 0;

        for (size_t left = i + 1; left > 0; left /= 26)
            text[i][at++] = (char)('a' + left % 26);
        text[i][at] = 0;
        list[i] = text[i];
    }
    CHECK_INT(dlp_word_index_build(&index, rules, 1, NULL), DLP_OK);
    CHECK_INT(index.uses_len, N);
    CHECK(((index.mask + 1) & index.mask) == 0 && index.mask + 1 >= (size_t)2 * N);
    for (size_t i = 0; i < N; i++) {
        const struct dlp_word_slot *const slot = find(&index, text[i]);

        CHECK(slot && slot->len == 1 && index.uses[slot->first].word == text[i]);
    }
    dlp_word_index_free(&index);
}

static void test_word_index__nothing(void)
{
    struct dlp_word_index index;

    CHECK_INT(dlp_word_index_build(&index, NULL, 0, NULL), DLP_OK);
    CHECK_INT(index.uses_len, 0);
    CHECK(find(&index, "card") == NULL);
    dlp_word_index_free(&index);
}

static void test_word_index__refuses_bad_words(void)
{
    struct dlp_rule rule = { .id = "bad", .keys = STRINGS("ok", "№#") };
    const struct dlp_rule *const rules[] = { &rule };
    struct dlp_word_index index;
    struct dlp_error err = DLP_ERROR_INIT;

    CHECK_INT(dlp_word_index_build(&index, rules, 1, &err), DLP_ERULE);
    CHECK(index.slots == NULL);
    CHECK(strstr(err.message, "bad") != NULL);
    rule.keys = (struct dlp_strings)STRINGS("a b c d e f g h i");
    CHECK_INT(dlp_word_index_build(&index, rules, 1, &err), DLP_ERULE);
}

TEST_MAIN(TEST(test_word_index__finds_phrases), TEST(test_word_index__many_words),
          TEST(test_word_index__nothing), TEST(test_word_index__refuses_bad_words))
