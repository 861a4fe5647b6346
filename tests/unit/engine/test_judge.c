/* tests/unit/engine/test_judge.c - checks that drop and checks that lower, the threshold to the
 * hundredth, required context, tags. */

#include "unit/engine/engine_fixture.h"

/* A finding's parts that the judgement decides. */
struct verdict {
    size_t findings;
    double confidence;
    char checks[128];
    char tags[128];
    char also[128];
};

static void note(char *list, size_t size, const char *name, const char *more)
{
    const size_t used = strlen(list);

    (void)snprintf(list + used, size - used, "%s%s%s", used ? " " : "", name, more);
}

static int on_finding(const struct dlp_finding *f, void *user)
{
    struct verdict *const v = user;

    v->findings++;
    v->confidence = f->confidence;
    for (size_t i = 0; i < f->checks_len; i++)
        note(v->checks, sizeof(v->checks), f->checks[i].name, f->checks[i].passed ? "+" : "-");
    for (size_t i = 0; i < f->tags_len; i++)
        note(v->tags, sizeof(v->tags), f->tags[i], "");
    for (size_t i = 0; i < f->also_len; i++)
        note(v->also, sizeof(v->also), f->also[i].rule, "");
    return 0;
}

static struct verdict judge(const char *rules, double min_confidence, const char *text)
{
    dlp_scanner *const scanner = fixture_scanner(rules, min_confidence);
    struct dlp_events events = DLP_EVENTS_INIT;
    struct verdict verdict = { 0 };

    events.on_finding = on_finding;
    events.user = &verdict;
    CHECK_INT(dlp_scanner_scan(scanner, text, strlen(text), NULL, &events, NULL), DLP_OK);
    dlp_scanner_free(scanner);
    return verdict;
}

static int hundredths(double confidence)
{
    return (int)(confidence * 100.0 + 0.5);
}

#define RULE(class_, more)                                                                         \
  "version = 1; rules = (" SMALL_RULE_HEAD(                                                        \
      "test.number", class_) "shape = [ \"16\" ]; " more SMALL_RULE_TAIL("1") ");"
#define GOOD "4929441132898178"
#define BAD "4929441132898172"

static void test_judge__drops_what_fails_a_check(void)
{
    const struct verdict good = judge(RULE("medium", "checks = [ \"luhn\" ]; "), 0, GOOD);
    const struct verdict bad = judge(RULE("medium", "checks = [ \"luhn\" ]; "), 0, BAD);

    CHECK_INT(good.findings, 1);
    CHECK_INT(hundredths(good.confidence), 45);
    CHECK_STR(good.checks, "luhn+");
    CHECK_INT(bad.findings, 0);
}

static void test_judge__lowers_what_fails_a_soft_check(void)
{
    const struct verdict good = judge(RULE("medium", "soft_checks = [ \"luhn\" ]; "), 0, GOOD);
    const struct verdict bad = judge(RULE("medium", "soft_checks = [ \"luhn\" ]; "), 0, BAD);

    CHECK_INT(hundredths(good.confidence), 45);
    CHECK_STR(good.checks, "luhn+");
    CHECK_INT(bad.findings, 1);
    CHECK_INT(hundredths(bad.confidence), 15);
    CHECK_STR(bad.checks, "luhn-");
}

/* One soft check that fails counts once, however many fail; a fatal one ends it whatever passes. */
static void test_judge__weighs_checks_together(void)
{
    const char *const soft = RULE("strong", "soft_checks = [ \"luhn\", \"us_ssn\" ]; ");
    const char *const both =
        RULE("strong", "soft_checks = [ \"us_ssn\" ]; checks = [ \"luhn\" ]; ");
    const struct verdict one = judge(soft, 0, GOOD), two = judge(soft, 0, BAD);
    const struct verdict passed = judge(both, 0, GOOD), dropped = judge(both, 0, BAD);

    CHECK_INT(hundredths(one.confidence), 55);
    CHECK_STR(one.checks, "luhn+ us_ssn-");
    CHECK_INT(hundredths(two.confidence), 55);
    CHECK_STR(two.checks, "luhn- us_ssn-");
    CHECK_INT(passed.findings, 1);
    CHECK_INT(hundredths(passed.confidence), 55);
    CHECK_INT(dropped.findings, 0);
}

static void test_judge__has_a_sharp_threshold(void)
{
    static const struct {
        double min_confidence;
        size_t findings;
    } edges[] = { { 0.0, 1 },   { 0.01, 1 }, { 0.28, 1 }, { 0.29, 1 }, { 0.294, 1 },
                  { 0.296, 0 }, { 0.30, 0 }, { 0.99, 0 }, { 1.0, 0 } };

    for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
        const struct verdict v =
            judge(RULE("weak", "confidence = { base = 0.29; }; "), edges[i].min_confidence, GOOD);

        CHECK_INT(v.findings, edges[i].findings);
    }
}

static void test_judge__stays_between_1_and_99(void)
{
    const struct verdict high = judge(
        RULE("strong", "words = { en = [ \"card\", \"number\" ]; }; "), 0.99, "card number " GOOD);
    const struct verdict low =
        judge(RULE("weak", "confidence = { check_failed = -1.0; }; soft_checks = [ \"luhn\" ]; "),
              0.01, BAD);

    CHECK_INT(high.findings, 1);
    CHECK_INT(hundredths(high.confidence), 99);
    CHECK_INT(low.findings, 1);
    CHECK_INT(hundredths(low.confidence), 1);
}

static void test_judge__requires_context_where_the_rule_does(void)
{
    const char *const rule = RULE("strong",
                                  "context = \"required\"; words = { en = [ \"card\" ]; }; "
                                  "negative = [ \"order\" ]; ");

    CHECK_INT(judge(rule, 0, GOOD).findings, 0);
    CHECK_INT(judge(rule, 0, "order " GOOD).findings, 0); /* no word speaks for it */
    CHECK_INT(judge(rule, 0, "card " GOOD).findings, 1);
    CHECK_INT(judge(rule, 0, GOOD " is her card").findings, 1);
}

static void test_judge__tags_what_is_published(void)
{
    const char *const rule = RULE("strong",
                                  "checks = [ \"luhn\" ]; rejects = [ \"test_card\" ]; "
                                  "tags = [ \"financial\" ]; ");
    const struct verdict sample = judge(rule, 0, "4111111111111111");

    CHECK_STR(judge(rule, 0, GOOD).tags, "financial");
    CHECK_STR(sample.tags, "test_value financial");
    CHECK(sample.confidence < judge(rule, 0, GOOD).confidence);
}

/* The stronger reading is reported even where it stays below the threshold itself: a weaker one of
 * the same bytes never takes its place. */
static void test_judge__reports_the_strongest_reading_only(void)
{
    static const char rules[] =
        "version = 1; rules = (" SMALL_RULE_HEAD("test.weak", "weak") "shape = [ \"16\" ]; " SMALL_RULE_TAIL(
            "1") "," SMALL_RULE_HEAD("test.strong",
                                     "medium") "shape = [ \"16\" ]; " SMALL_RULE_TAIL("1") ");";
    const struct verdict v = judge(rules, 0, GOOD);

    CHECK_INT(v.findings, 1);
    CHECK_INT(hundredths(v.confidence), 45);
    CHECK_STR(v.also, "test.weak");
    CHECK_INT(judge(rules, 0.46, GOOD).findings, 0);
    CHECK_INT(judge(rules, 0.45, GOOD).findings, 1);
}

TEST_MAIN(TEST(test_judge__drops_what_fails_a_check),
          TEST(test_judge__lowers_what_fails_a_soft_check),
          TEST(test_judge__weighs_checks_together), TEST(test_judge__has_a_sharp_threshold),
          TEST(test_judge__stays_between_1_and_99),
          TEST(test_judge__requires_context_where_the_rule_does),
          TEST(test_judge__tags_what_is_published),
          TEST(test_judge__reports_the_strongest_reading_only))
