/* tests/unit/engine/test_trace.c - every step of a candidate can be followed, and no trace, incomplete
 * or error ever holds a value. */

#include "unit/engine/engine_fixture.h"

struct seen {
    const char *text;
    size_t traces;
    char steps[4096]; /* "rule step+ " of each in order */
};

static int on_trace(const struct dlp_trace *t, void *user)
{
    struct seen *const seen = user;
    const size_t used = strlen(seen->steps);
    const size_t len = strlen(seen->text);

    seen->traces++;
    (void)snprintf(seen->steps + used, sizeof(seen->steps) - used, "%s %s%s, ", t->rule, t->step,
                   t->passed ? "+" : "-");
    CHECK(t->offset <= len && t->length <= len - t->offset);
    CHECK(t->detail[0] && !strchr(t->detail, '\n'));
    CHECK(t->confidence >= 0 && t->confidence <= 0.99);
    if (t->length >= 4 && t->offset <= len && t->length <= len - t->offset)
        CHECK(!memmem(t->detail, strlen(t->detail), seen->text + t->offset, t->length));
    return 0;
}

static struct seen trace(const char *rules, double min_confidence, const char *text)
{
    dlp_scanner *const scanner = fixture_scanner(rules, min_confidence);
    struct seen seen = { .text = text };
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_trace = on_trace;
    events.user = &seen;
    CHECK_INT(dlp_scanner_scan(scanner, text, strlen(text), NULL, &events, NULL), DLP_OK);
    dlp_scanner_free(scanner);
    return seen;
}

#define ONE(more, text_)                                                                           \
  trace("version = 1; rules = (" SMALL_RULE_HEAD("r.r", "medium") more SMALL_RULE_TAIL("1") ");",  \
        0, text_)                                                                                  \
      .steps

static void test_trace__follows_a_finding(void)
{
    CHECK_STR(ONE("shape = [ \"16\" ]; checks = [ \"luhn\" ]; words = { en = [ \"card\" ]; }; "
                  "negative = [ \"order\" ]; ",
                  "card 4929441132898178 order"),
              "r.r pattern+, r.r border+, r.r check+, r.r context+, r.r context-, r.r finding+, ");
    CHECK_STR(ONE("pattern = \"abc[0-9]\"; ", "x abc1 y"),
              "r.r pattern+, r.r border+, r.r context+, r.r finding+, ");
}

static void test_trace__says_why_not(void)
{
    CHECK_STR(ONE("shape = [ \"16\" ]; ", "x4929441132898178"), "r.r pattern+, r.r border-, ");
    CHECK_STR(ONE("pattern = \"abc[0-9]\"; ", "abc12"), "r.r border-, ");
    CHECK_STR(ONE("trigger = \"c[0-9]\"; pattern = \"abc[0-9]\"; ", "bbc1"), "r.r pattern-, ");
    CHECK_STR(ONE("pattern = \"abc[0-9]\"; before = \"(?<=# )\"; ", "abc1"),
              "r.r pattern+, r.r border+, r.r border-, ");
    CHECK_STR(ONE("pattern = \"abc[0-9]\"; after = \"!\"; ", "abc1"),
              "r.r pattern+, r.r border+, r.r border-, ");
    CHECK_STR(ONE("pattern = \"abc[0-9]\"; must = [ \".{3}2\" ]; ", "abc1"),
              "r.r pattern+, r.r border+, r.r must-, ");
    CHECK_STR(ONE("pattern = \"abc[0-9]\"; must_not = [ \".{3}1\" ]; ", "abc1"),
              "r.r pattern+, r.r border+, r.r must-, ");
    CHECK_STR(ONE("shape = [ \"16\" ]; checks = [ \"luhn\" ]; ", "4929441132898172"),
              "r.r pattern+, r.r border+, r.r check-, ");
    CHECK_STR(ONE("shape = [ \"16\" ]; context = \"required\"; words = { en = [ \"card\" ]; }; ",
                  "4929441132898178"),
              "r.r pattern+, r.r border+, r.r context-, ");
    CHECK_STR(ONE("shape = [ \"16\" ]; rejects = [ \"test_card\" ]; ", "4111111111111111"),
              "r.r pattern+, r.r border+, r.r looks like-, r.r context+, r.r finding+, ");
    CHECK_STR(ONE("begin = \"BEGIN!\"; end = \"END!\"; border = \"none\"; ", "BEGIN! nothing END!"),
              "r.r pattern+, r.r pattern-, ");
}

static void test_trace__tells_what_is_below_the_threshold(void)
{
    const struct seen seen =
        trace("version = 1; rules = (" SMALL_CARD_RULE ");", 0.46, "4929441132898178");

    CHECK_STR(seen.steps,
              "test.card pattern+, test.card border+, test.card check+, "
              "test.card context+, test.card threshold-, ");
}

static void test_trace__tells_what_gave_way(void)
{
    const struct seen seen = trace(
        "version = 1; rules = (" SMALL_CARD_RULE
        "," SMALL_RULE_HEAD("r.r", "weak") "shape = [ \"4 4 4 4\" ]; " SMALL_RULE_TAIL("1") ");",
        0, "4929 4411 3289 8178");

    CHECK(strstr(seen.steps, "test.card finding+, ") != NULL);
    CHECK(strstr(seen.steps, "r.r overlap-, ") != NULL);
    CHECK(strstr(seen.steps, "r.r finding+, ") == NULL);
}

static void test_trace__never_holds_the_value(void)
{
    const struct seen seen = trace(SMALL_RULES, 0, SMALL_TEXT); /* on_trace() looks */

    CHECK(seen.traces > 5 * SMALL_TEXT_FINDINGS);
}

struct listened {
    struct scan_log log; /* first: scan_log_finding() takes it for the whole */
    size_t traces;
};

static int count_trace(const struct dlp_trace *t, void *user)
{
    (void)t;
    ((struct listened *)user)->traces++;
    return 0;
}

static void test_trace__leaves_the_findings_as_they_are(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct listened traced = { .traces = 0 };
    const struct dlp_events events = { DLP_EVENTS_VERSION, scan_log_finding, scan_log_incomplete,
                                       count_trace, &traced };
    struct scan_log quiet = { 0 };

    CHECK_INT(dlp_scanner_scan(scanner, SMALL_TEXT, strlen(SMALL_TEXT), NULL, &events, NULL),
              DLP_OK);
    scan_log_run(&quiet, scanner, (const uint8_t *)SMALL_TEXT, strlen(SMALL_TEXT), NULL, NULL);
    CHECK(traced.traces > SMALL_TEXT_FINDINGS);
    CHECK_INT(quiet.findings, SMALL_TEXT_FINDINGS);
    CHECK(scan_log_equal(&quiet, &traced.log));
    scan_log_clear(&quiet);
    scan_log_clear(&traced.log);
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(test_trace__follows_a_finding), TEST(test_trace__says_why_not),
          TEST(test_trace__tells_what_is_below_the_threshold),
          TEST(test_trace__tells_what_gave_way), TEST(test_trace__never_holds_the_value),
          TEST(test_trace__leaves_the_findings_as_they_are))
