/* tests/unit/findings/test_why.c - the evidence as one line. */

#include "findings/why.h"
#include "unit/test.h"

static const struct dlp_reject row = { .name = "row" }, uuid = { .name = "uuid" };
static const struct dlp_reject *rejects[] = { &row, &uuid };

static const char *why(enum dlp_rule_class class_, const struct dlp_finding *finding,
                       uint16_t rejected)
{
    static char out[DLP_WHY_MAX + 1];
    const struct dlp_rule rule = { .class_ = class_, .rejects = rejects, .rejects_len = 2 };
    const struct dlp_evidence evidence = { .rejects = rejected };

    memset(out, '#', sizeof(out));
    dlp_why(out, finding, &rule, &evidence);
    CHECK_INT(out[DLP_WHY_MAX], '#');
    CHECK(memchr(out, '\0', DLP_WHY_MAX) != NULL);
    return out;
}

static void test_why__says_all_the_evidence_in_order(void)
{
    static const struct dlp_finding_check checks[] = { { "luhn", 1 }, { "card_pan", 0 } };
    static const struct dlp_finding_context context[] = { { "card", "label", -2 },
                                                          { "карта", "word", 30 },
                                                          { "order", "negative", -9 } };
    const struct dlp_finding f = {
        .checks = checks, .checks_len = 2, .context = context, .context_len = 3
    };

    CHECK_STR(why(DLP_CLASS_STRONG, &f, 3),
              "strong pattern, luhn passed, card_pan failed, label \"card\", word \"карта\", "
              "negative \"order\", looks like: row, looks like: uuid");
}

static void test_why__says_something_without_evidence(void)
{
    const struct dlp_finding f = { .version = DLP_FINDING_VERSION };

    CHECK_STR(why(DLP_CLASS_WEAK, &f, 0), "weak pattern");
    CHECK_STR(why(DLP_CLASS_MEDIUM, &f, 0), "medium pattern");
    CHECK_STR(why(DLP_CLASS_MEDIUM, &f, 2), "medium pattern, looks like: uuid");
}

static void test_why__a_long_line_is_cut_at_a_comma(void)
{
    static char word[100];
    struct dlp_finding_context context[4];
    struct dlp_finding f = { .context = context, .context_len = 4 };

    for (size_t len = 1; len < sizeof(word); len++) {
        const char *line;

        memset(word, 'w', len);
        word[len] = '\0';
        for (size_t i = 0; i < 4; i++)
            context[i] = (struct dlp_finding_context){ word, "word", 0 };
        line = why(DLP_CLASS_WEAK, &f, 3);
        CHECK(strncmp(line, "weak pattern", 12) == 0);
        CHECK(strlen(line) < DLP_WHY_MAX);
        CHECK(line[strlen(line) - 1] == '"' || line[strlen(line) - 1] == 'd'
              || line[strlen(line) - 1] == 'w');
        CHECK(strstr(line, ", ,") == NULL && line[strlen(line) - 1] != ',');
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
