/* tests/unit/findings/test_why.c - the evidence as one line. */

#include "findings/why.h"
#include "unit/test.h"

static const struct dlp_reject row = { .name = "row" }, uuid = { .name = "uuid" };
static const struct dlp_reject *rejects[] = { &row, &uuid };

static const struct dlp_validator luhn = { .name = "luhn" }, pan = { .name = "card_pan" };
static struct dlp_rule_check checks[] = { { &luhn, true }, { &pan, false } };

static const char *why(enum dlp_rule_class class_, size_t checks_len,
                       const struct dlp_evidence *evidence)
{
    static char out[DLP_WHY_MAX + 1];
    const struct dlp_rule rule = { .class_ = class_,
                                   .checks = checks,
                                   .checks_len = checks_len,
                                   .rejects = rejects,
                                   .rejects_len = 2 };

    memset(out, '#', sizeof(out));
    dlp_why(out, &rule, evidence);
    CHECK_INT(out[DLP_WHY_MAX], '#');
    CHECK(memchr(out, '\0', DLP_WHY_MAX) != NULL);
    return out;
}

static void test_why__says_all_the_evidence_in_order(void)
{
    const struct dlp_evidence evidence = { .item = { { "card", -2, DLP_EVIDENCE_LABEL },
                                                     { "карта", 30, DLP_EVIDENCE_WORD },
                                                     { "order", -9, DLP_EVIDENCE_NEGATIVE } },
                                           .items = 3,
                                           .checks_passed = 1,
                                           .rejects = 3 };

    CHECK_STR(why(DLP_CLASS_STRONG, 2, &evidence),
              "strong pattern, luhn passed, card_pan failed, label \"card\", word \"карта\", "
              "negative \"order\", looks like: row, looks like: uuid");
}

static void test_why__says_something_without_evidence(void)
{
    const struct dlp_evidence nothing = { .items = 0 }, uuid_alone = { .rejects = 2 };

    CHECK_STR(why(DLP_CLASS_WEAK, 0, &nothing), "weak pattern");
    CHECK_STR(why(DLP_CLASS_MEDIUM, 0, &nothing), "medium pattern");
    CHECK_STR(why(DLP_CLASS_MEDIUM, 0, &uuid_alone), "medium pattern, looks like: uuid");
}

static void test_why__a_long_line_is_cut_at_a_comma(void)
{
    static char word[200];

    for (size_t len = 1; len < sizeof(word); len++) {
        struct dlp_evidence evidence = { .items = 4, .rejects = 3 };
        const char *line;
        size_t words = 0;

        memset(word, 'w', len);
        word[len] = '\0';
        for (size_t i = 0; i < 4; i++)
            evidence.item[i] = (struct dlp_evidence_item){ word, 1, DLP_EVIDENCE_WORD };
        line = why(DLP_CLASS_WEAK, 0, &evidence);
        CHECK(strncmp(line, "weak pattern", 12) == 0);
        CHECK(strlen(line) < 256);
        CHECK(line[strlen(line) - 1] == '"' || line[strlen(line) - 1] == 'd'
              || line[strlen(line) - 1] == 'w');
        CHECK(strstr(line, ", ,") == NULL && line[strlen(line) - 1] != ',');
        for (const char *at = line; (at = strstr(at, "word")) != NULL; at++)
            words++;
        /* a part has 130 bytes at the most with its comma, a line 255 */
        CHECK_INT(words, len + 9 > 130 ? 0 : 243 / (len + 9) < 4 ? 243 / (len + 9) : 4);
    }
}

static void test_why__names_each_kind_of_evidence(void)
{
    CHECK_STR(dlp_evidence_kind_name(DLP_EVIDENCE_LABEL), "label");
    CHECK_STR(dlp_evidence_kind_name(DLP_EVIDENCE_WORD), "word");
    CHECK_STR(dlp_evidence_kind_name(DLP_EVIDENCE_KEY), "key");
    CHECK_STR(dlp_evidence_kind_name(DLP_EVIDENCE_COLUMN), "column");
    CHECK_STR(dlp_evidence_kind_name(DLP_EVIDENCE_NEGATIVE), "negative");
    CHECK(dlp_evidence_kind_name(99) != NULL);
}

TEST_MAIN(TEST(test_why__says_all_the_evidence_in_order),
          TEST(test_why__says_something_without_evidence),
          TEST(test_why__a_long_line_is_cut_at_a_comma),
          TEST(test_why__names_each_kind_of_evidence))
