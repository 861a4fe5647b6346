/* tests/unit/score/fixture.h - a few small rules, their word index, and scoring of marked text. */
#ifndef UNIT_SCORE_FIXTURE_H
#define UNIT_SCORE_FIXTURE_H

#include "compile/word_index.h"
#include "score/score.h"
#include "score/table.h"

#include <stdlib.h>
#include <string.h>

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }
#define SCORES                                                                                     \
  {                                                                                                \
    .base = 20, .label = 40, .word = 25, .reject = -40, .negative = -20, .check_failed = -30       \
  }

static bool fixture_yes(const struct dlp_surroundings *s)
{
    return s->len > 0;
}
static bool fixture_no(const struct dlp_surroundings *s)
{
    return s->len == 0;
}
static const struct dlp_reject fixture_soft = { "soft", "", false, fixture_yes };
static const struct dlp_reject fixture_hard = { "hard", "", true, fixture_yes };
static const struct dlp_reject fixture_never = { "never", "", true, fixture_no };

enum { PHONE, TAX, CARD, SSN, FIXTURE_RULES };
static struct dlp_rule fixture_rules[FIXTURE_RULES] = {
    [PHONE] = { .id = "contact.phone",
                .words = (struct dlp_rule_words[]){ { "en", STRINGS("phone", "call") },
                                                    { "ru", STRINGS("тел", "телефон") },
                                                    { "sv", STRINGS("telefon", "mobil") },
                                                    { "zh", STRINGS("电话", "手机") } },
                .words_len = 4,
                .keys = STRINGS("phone number", "tel"),
                .negative = STRINGS("fax", "order number"),
                .scores = SCORES },
    [TAX] = { .id = "tax.ru.inn",
              .words = (struct dlp_rule_words[]){ { "ru", STRINGS("инн") },
                                                  { "any", STRINGS("lic", "personnummer") } },
              .words_len = 2,
              .keys = STRINGS("inn"),
              .scores = SCORES },
    [CARD] = { .id = "card.pan",
               .words = (struct dlp_rule_words[]){ { "en", STRINGS("card", "card number", "visa") },
                                                   { "ru", STRINGS("номер карты") },
                                                   { "zh", STRINGS("卡号", "银行卡") } },
               .words_len = 3,
               .keys = STRINGS("pan"),
               .negative = STRINGS("test"),
               .scores = SCORES },
    [SSN] = { .id = "id.us.ssn",
              .words = (struct dlp_rule_words[]){ { "en", STRINGS("ssn", "social security") },
                                                  { "any", STRINGS("passport") } },
              .words_len = 2,
              .keys = STRINGS("social security number"),
              .cell = ".+",
              .scores = SCORES },
};

static struct dlp_word_index fixture_words;

static const struct dlp_word_index *fixture_index(void)
{
    static const struct dlp_rule *list[FIXTURE_RULES];

    if (fixture_words.slots)
        return &fixture_words;
    for (size_t i = 0; i < FIXTURE_RULES; i++)
        list[i] = &fixture_rules[i];
    if (dlp_word_index_build(&fixture_words, list, FIXTURE_RULES, NULL) != DLP_OK)
        abort();
    return &fixture_words;
}

/* An empty cache: each text is another part. */
static struct dlp_token_cache *fixture_cache(void)
{
    static struct dlp_token_cache cache;

    dlp_token_cache_clear(&cache);
    return &cache;
}

/* Score the value between '~' and '~' of text. with_table: advance a table to its end first. */
struct fixture_result {
    bool kept;
    struct dlp_evidence e;
};

static struct fixture_result fixture_score(const char *marked, uint32_t rule, bool with_table)
{
    const char *const open = strchr(marked, '~');
    const char *const close = strchr(open + 1, '~');
    const size_t start = (size_t)(open - marked), end = (size_t)(close - marked) - 1;
    const size_t len = strlen(marked) - 2;
    uint8_t *const text = malloc(len ? len : 1); /* exact: a read past it is seen */
    struct fixture_result result = { false, { .items = 0 } };
    struct dlp_window window = { text, 0, len };
    struct dlp_table table;

    memcpy(text, marked, start);
    memcpy(text + start, open + 1, end - start);
    memcpy(text + end, close + 1, len - end);
    dlp_table_init(&table);
    dlp_table_advance(&table, &window, end, fixture_index());
    result.kept = dlp_score(&(struct dlp_score_input){ &window, start, end, &fixture_rules[rule],
                                                       rule, fixture_index(), fixture_cache(),
                                                       with_table ? &table : NULL, 0, false },
                            &result.e);
    free(text);
    return result;
}

/* The word of that kind, or "". */
static const char *fixture_word(const struct fixture_result *result, enum dlp_evidence_kind kind)
{
    for (size_t i = 0; i < result->e.items; i++) {
        if (result->e.item[i].kind == kind)
            return result->e.item[i].word;
    }
    return "";
}

/* The word of that kind beside the marked value. */
static inline const char *fixture_find(const char *marked, uint32_t rule,
                                       enum dlp_evidence_kind kind)
{
    const struct fixture_result result = fixture_score(marked, rule, false);

    return fixture_word(&result, kind);
}
static inline const char *fixture_column(const char *marked, uint32_t rule)
{
    const struct fixture_result result = fixture_score(marked, rule, true);

    return fixture_word(&result, DLP_EVIDENCE_COLUMN);
}
#endif
