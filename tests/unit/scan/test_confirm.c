/* tests/unit/scan/test_confirm.c - from an event to the exact value (decision D2). */

#include "scan/confirm.h"
#include "support/scan_log.h"
#include "unit/test.h"

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }
#define RULE(...)                                                                                  \
  &(struct dlp_rule)                                                                               \
  {                                                                                                \
    .id = "x.a", .file = "t", .mask = "id", .enabled = true, __VA_ARGS__                           \
  }
#define PATTERN(...) RULE(.kind = DLP_RULE_PATTERN, .border = DLP_BORDER_NONE, __VA_ARGS__)

static char incompletes[256];

static int hear_incomplete(const struct dlp_incomplete *i, void *user)
{
    const size_t used = strlen(incompletes);

    (void)user;
    (void)snprintf(incompletes + used, sizeof(incompletes) - used, "%s %s ", i->reason, i->rule);
    return 0;
}

static dlp_database *compile(struct dlp_rule *rule)
{
    struct dlp_ruleset set = { .arena = dlp_arena_new(), .rules = rule, .len = 1 };
    dlp_database *db = NULL;

    if (dlp_database_compile(&db, &set, NULL, NULL, NULL) != DLP_OK)
        CHECK(db == NULL);
    dlp_arena_release(set.arena);
    return db;
}

/* Confirm in a text behind `shift` line ends, from an exact copy. "START-END" or "no". */
static const char *confirm_at(dlp_database *db, enum dlp_event_kind kind, const char *text,
                              size_t at, size_t back, size_t shift)
{
    static char said[64];
    const size_t len = strlen(text);
    uint8_t *const copy = malloc(shift + len + 1 - (shift + len > 0));
    const struct dlp_window window = { copy, 0, shift + len };
    const struct dlp_event event = { shift + at, (uint32_t)back, 0, (uint8_t)kind, false };
    struct dlp_sink sink = { .events = DLP_EVENTS_INIT };
    struct dlp_scan_work work;
    struct dlp_candidate c;

    sink.events.on_incomplete = hear_incomplete;
    memset(copy, '\n', shift);
    memcpy(copy + shift, text, len);
    incompletes[0] = '\0';
    CHECK_INT(dlp_scan_work_init(&work, db), DLP_OK);
    (void)snprintf(said, sizeof(said), "no");
    if (dlp_confirm(&c, &work, &sink, &window, &event)) {
        CHECK(c.rule == 0 && c.code == &db->rules[0] && !c.truncated);
        (void)snprintf(said, sizeof(said), "%zu-%zu", (size_t)c.start - shift,
                       (size_t)c.end - shift);
    }
    CHECK_INT(sink.partial, incompletes[0] != '\0');
    dlp_scan_work_clear(&work);
    free(copy);
    return said;
}

/* The same at the start of a part and far behind it: a value does not change with its place. */
static const char *confirm(struct dlp_rule *rule, enum dlp_event_kind kind, const char *text,
                           size_t at, size_t back)
{
    static char first[64];
    dlp_database *const db = compile(rule);
    const char *later;

    if (!db)
        return "refused";
    (void)snprintf(first, sizeof(first), "%s", confirm_at(db, kind, text, at, back, 0));
    later = confirm_at(db, kind, text, at, back, 900);
    if (strcmp(first, later) != 0) {
        printf("# %s: %s at a part's start, %s behind it\n", text, first, later);
        CHECK(!"the same in any place");
    }
    dlp_database_release(db);
    return first;
}
#define ENDS(text, at, ...) confirm(PATTERN(__VA_ARGS__), DLP_EVENT_END, text, at, 0)

static void test_confirm__takes_the_smallest_start(void)
{
    CHECK_STR(ENDS("..abcdef", 8, .pattern = "[a-z]{2,6}"), "2-8");
    CHECK_STR(ENDS("abcdefgh", 8, .pattern = "[a-z]{2,6}"), "2-8");
    CHECK_STR(ENDS("aab", 3, .pattern = "b|ab|aab"), "0-3");
    CHECK_STR(ENDS("aab", 3, .pattern = "a?b"), "1-3");
    CHECK_STR(ENDS("x-12-34", 7, .pattern = "(?:[0-9]{2}-)?[0-9]{2}"), "2-7");
}

static void test_confirm__ends_exactly_at_the_event(void)
{
    CHECK_STR(ENDS("abcd", 2, .pattern = "ab|abc"), "0-2");
    CHECK_STR(ENDS("abcd", 3, .pattern = "ab|abc"), "0-3");
    CHECK_STR(ENDS("abcd", 4, .pattern = "ab|abc"), "no");
    CHECK_STR(ENDS("ab\n", 2, .pattern = "ab"), "0-2");
    CHECK_STR(ENDS("ab\n", 3, .pattern = "ab"), "no");
}

static void test_confirm__takes_the_group_value(void)
{
    CHECK_STR(ENDS("id=123;", 7, .pattern = "id=(?<value>[0-9]{3});"), "3-6");
    CHECK_STR(ENDS("id=;", 4, .pattern = "id=(?<value>[0-9]{0,3});"), "no");
    CHECK_STR(ENDS("b1", 2, .pattern = "a(?<value>[0-9])|b[0-9]"), "0-2");
}

static void test_confirm__asks_for_borders(void)
{
    CHECK_STR(ENDS("xab", 3, .pattern = "ab"), "1-3");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_PATTERN, .border = DLP_BORDER_WORD, .pattern = "ab"),
                      DLP_EVENT_END, "xab", 3, 0),
              "no");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_PATTERN, .border = DLP_BORDER_WORD, .pattern = "ab"),
                      DLP_EVENT_END, "-ab ", 3, 0),
              "1-3");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_PATTERN, .border = DLP_BORDER_WORD, .pattern = "ab"),
                      DLP_EVENT_END, "abc", 2, 0),
              "no");
}

static void test_confirm__asks_what_stands_before_and_after(void)
{
    CHECK_STR(ENDS("no. 12", 6, .pattern = "[0-9]{2}", .before = "no\\.? "), "4-6");
    CHECK_STR(ENDS("na. 12", 6, .pattern = "[0-9]{2}", .before = "no\\.? "), "no");
    CHECK_STR(ENDS("no. x12", 7, .pattern = "[0-9]{2}", .before = "no\\.? "), "no");
    CHECK_STR(ENDS("+12", 3, .pattern = "[0-9]{2}", .before = "(?<!\\+)"), "no");
    CHECK_STR(ENDS("-12", 3, .pattern = "[0-9]{2}", .before = "(?<!\\+)"), "1-3");
    CHECK_STR(ENDS("12 kr", 2, .pattern = "[0-9]{2}", .after = " ?kr"), "0-2");
    CHECK_STR(ENDS("12 sek", 2, .pattern = "[0-9]{2}", .after = " ?kr"), "no");
    CHECK_STR(ENDS("12 x kr", 2, .pattern = "[0-9]{2}", .after = " ?kr"), "no");
    CHECK_STR(ENDS("12", 2, .pattern = "[0-9]{2}", .after = "(?!x)"), "0-2");
    CHECK_STR(ENDS("12x", 2, .pattern = "[0-9]{2}", .after = "(?!x)"), "no");
    CHECK_STR(ENDS("Ж 12", 5, .pattern = "[0-9]{2}", .before = "ж ", .ignore_case = true), "3-5");
}

static void test_confirm__must_and_must_not_take_the_whole_value(void)
{
    CHECK_STR(
        ENDS("id=a1;", 6, .pattern = "id=(?<value>[^;]{1,9});", .must = STRINGS("[a-z][0-9]")),
        "3-5");
    CHECK_STR(
        ENDS("id=a12;", 7, .pattern = "id=(?<value>[^;]{1,9});", .must = STRINGS("[a-z][0-9]")),
        "no");
    CHECK_STR(ENDS("000", 3, .pattern = "[0-9]{3}", .must_not = STRINGS("x", "0+")), "no");
    CHECK_STR(ENDS("001", 3, .pattern = "[0-9]{3}", .must_not = STRINGS("x", "0+")), "0-3");
    CHECK_STR(ENDS("a1", 2, .pattern = "a1", .must = STRINGS("a.", ".2")), "no");
    CHECK_STR(ENDS("x1", 2, .pattern = "[0-9]", .must = STRINGS("(?<!x)1")), "1-2");
}

/* Whoever writes ^ and $ means the value's ends, wherever in the text the value stands. */
static void test_confirm__must_may_be_anchored_by_hand(void)
{
    CHECK_STR(ENDS("a 000", 5, .pattern = "[0-9]{3}", .must_not = STRINGS("^0+$")), "no");
    CHECK_STR(ENDS("a 123", 5, .pattern = "[0-9]{3}", .must = STRINGS("^[0-9]+$")), "2-5");
}

/* "PCRE2 matches exactly [start, end)": what stands behind the match is part of the text. */
static void test_confirm__a_pattern_may_look_ahead(void)
{
    const char *const not_c = ENDS("abc", 2, .pattern = "ab(?!c)");

    CHECK(strcmp(not_c, "no") == 0 || strcmp(not_c, "refused") == 0);
    const char *const before_c = ENDS("abc", 2, .pattern = "ab(?=c)");

    CHECK(strcmp(before_c, "0-2") == 0 || strcmp(before_c, "refused") == 0);
}

static void test_confirm__a_tail_stands_right_behind_its_keyword(void)
{
#define TAIL                                                                                       \
  RULE(.kind = DLP_RULE_KEYWORD, .keyword = "key=", .tail = " {0,2}(?<value>[0-9]{2,4})",          \
       .border = DLP_BORDER_NONE)
    CHECK_STR(confirm(TAIL, DLP_EVENT_KEYWORD, "key=123 ", 4, 0), "4-7");
    CHECK_STR(confirm(TAIL, DLP_EVENT_KEYWORD, "key=  123", 4, 0), "6-9");
    CHECK_STR(confirm(TAIL, DLP_EVENT_KEYWORD, "key=   123", 4, 0), "no");
    CHECK_STR(confirm(TAIL, DLP_EVENT_KEYWORD, "key=x123", 4, 0), "no");
    CHECK_STR(confirm(TAIL, DLP_EVENT_KEYWORD, "key=12345", 4, 0),
              "4-8"); /* no border was asked for */
}

static void test_confirm__a_run_matches_whole(void)
{
#define A_RUN                                                                                      \
  RULE(.kind = DLP_RULE_RUN, .run_min = 4, .run_max = 9, .pattern = "[ab][0-9]{3,8}",              \
       .border = DLP_BORDER_WORD)
    CHECK_STR(confirm(A_RUN, DLP_EVENT_RUN, " a1234 ", 6, 5), "1-6");
    CHECK_STR(confirm(A_RUN, DLP_EVENT_RUN, " xa1234 ", 7, 6), "no");
    CHECK_STR(confirm(A_RUN, DLP_EVENT_RUN, " a1234", 6, 5), "1-6");
    CHECK_STR(confirm(A_RUN, DLP_EVENT_RUN, "_a1234", 6, 5), "no");
}

static void test_confirm__heads_and_shapes(void)
{
    struct dlp_shape shape = { .group = { { 3, 3, '-' }, { 2, 2, 0 } }, .groups = 2 };

    CHECK_STR(confirm(RULE(.kind = DLP_RULE_HEAD, .pattern = "[A-Z]{2}[0-9]{2}(?: [0-9]{2}){1,3}",
                           .border = DLP_BORDER_WORD),
                      DLP_EVENT_HEAD, "to GB82 11 22.", 7, 4),
              "3-13");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_HEAD, .pattern = "[A-Z]{2}[0-9]{2} 33"), DLP_EVENT_HEAD,
                      "to GB82 11 22.", 7, 4),
              "no");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_DIGITS, .shapes = &shape, .shapes_len = 1),
                      DLP_EVENT_SHAPE, "a 123-45", 8, 6),
              "2-8");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_DIGITS, .shapes = &shape, .shapes_len = 1,
                           .must_not = STRINGS("123.*")),
                      DLP_EVENT_SHAPE, "a 123-45", 8, 6),
              "no");
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_DIGITS, .digits_min = 5, .digits_max = 9,
                           .pattern = "\\+[0-9 ]{5,12}"),
                      DLP_EVENT_CHAIN, "a +12 345", 9, 6),
              "2-9");
}

#define SLOW "(?:a|a?){0,60}[bc]"
#define MANY_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* Not known is not clean, and it ends. */
static void test_confirm__says_when_a_pattern_takes_too_long(void)
{
    const size_t n = strlen(MANY_A);

    CHECK_STR(ENDS(MANY_A, n, .pattern = SLOW), "no");
    CHECK(strncmp(incompletes, "match_limit x.a ", 16) == 0);
    CHECK_STR(ENDS(MANY_A, n, .pattern = "a{9,99}", .must = STRINGS(SLOW)), "no");
    CHECK(strncmp(incompletes, "match_limit x.a ", 16) == 0);
    CHECK_STR(ENDS(MANY_A "1", n + 1, .pattern = "1", .before = SLOW), "no");
    CHECK(strncmp(incompletes, "match_limit x.a ", 16) == 0);
    CHECK_STR(ENDS("1" MANY_A, 1, .pattern = "1", .after = SLOW), "no");
    CHECK(strncmp(incompletes, "match_limit x.a ", 16) == 0);
    CHECK_STR(confirm(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k=", .tail = SLOW),
                      DLP_EVENT_KEYWORD, "k=" MANY_A, 2, 0),
              "no");
    CHECK(strncmp(incompletes, "match_limit x.a ", 16) == 0);
}

/* "A pattern that exceeds its match limit is an incomplete and no candidate." */
static void test_confirm__an_undecided_must_not_is_no_candidate(void)
{
    CHECK_STR(ENDS(MANY_A, strlen(MANY_A), .pattern = "a{9,99}", .must_not = STRINGS(SLOW)), "no");
    CHECK(strncmp(incompletes, "match_limit x.a ", 16) == 0);
}

/* What is further than the stated distances from the event shows in nothing. */
static void test_confirm__looks_no_further_than_it_may(void)
{
    struct dlp_rule rule = { .id = "x.a",
                             .file = "t",
                             .mask = "id",
                             .enabled = true,
                             .kind = DLP_RULE_PATTERN,
                             .border = DLP_BORDER_NONE,
                             .pattern = "(?<=[a-z]{8})[0-9]{1,40}",
                             .before = "#[a-z]{8,300}",
                             .after = "[a-z]{0,60}!" };
    dlp_database *const db = compile(&rule);
    uint8_t text[3000];
    struct dlp_scan_work work;
    struct dlp_sink sink = { .events = DLP_EVENTS_INIT };
    uint32_t state = 9;
    size_t found = 0;

    CHECK_INT(dlp_scan_work_init(&work, db), DLP_OK);
    for (int round = 0; round < 3000; round++) {
        const uint64_t at = 1500;
        const size_t before = 320 + db->width, after = db->ahead;
        struct dlp_candidate wide, narrow;
        struct dlp_window window = { text, 0, sizeof(text) };
        struct dlp_event event = { at, 0, 0, DLP_EVENT_END, false };
        uint8_t *copy;
        bool yes;

        for (size_t i = 0; i < sizeof(text); i++) {
            state = state * 1664525u + 1013904223u;
            text[i] = (state >> 8) % 160 ? (uint8_t)('a' + (state >> 16) % 26)
                                         : (uint8_t) "#!"[state >> 31];
        }
        memset(text + at - 1 - (state >> 8) % 60, '7', 1 + (state >> 8) % 60);
        yes = dlp_confirm(&wide, &work, &sink, &window, &event);
        copy = malloc(before + after);
        memcpy(copy, text + at - before, before + after);
        window = (struct dlp_window){ copy, at - before, before + after };
        CHECK_INT(dlp_confirm(&narrow, &work, &sink, &window, &event), yes);
        CHECK(!yes || (wide.start == narrow.start && wide.end == narrow.end));
        found += yes;
        free(copy);
    }
    CHECK(found > 100);
    dlp_scan_work_clear(&work);
    dlp_database_release(db);
}

#define RULE_TEXT(finder)                                                                          \
  "version = 1; rules = ({ id = \"x.a\"; title = \"T\"; description = \"D\"; source = \"S\"; "     \
  "severity = \"low\"; class = \"strong\"; border = \"none\"; " finder                             \
  " examples = [\"x\"]; counter_examples = [\"y\"]; });"

static void test_confirm__nested_matches_are_one_finding(void)
{
    dlp_scanner *const scanner = scan_log_scanner(RULE_TEXT("pattern = \"a[0-9]{2,4}\";"));
    struct scan_log log = { 0 };

    scan_log_run(&log, scanner, (const uint8_t *)"x a12345 y", 10, NULL, NULL);
    CHECK_INT(log.findings, 1);
    CHECK(log.text && strncmp(log.text, "x.a 2+5 1:3 ", 12) == 0);
    scan_log_clear(&log);
    dlp_scanner_free(scanner);
}

/* Where the first finding of a rule with `digits` starts; -1: nowhere, -2: the rule is refused. */
static int chain_start(const char *pattern, const char *text)
{
    dlp_database *const db =
        compile(RULE(.kind = DLP_RULE_DIGITS, .digits_min = 7, .digits_max = 12, .category = "x",
                     .region = "", .pattern = pattern));
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    dlp_scanner *scanner = NULL;
    struct scan_log log = { 0 };
    int place = -1;

    if (!db)
        return -2;
    options.min_confidence = 0;
    CHECK_INT(dlp_scanner_new(&scanner, db, &options, NULL), DLP_OK);
    scan_log_run(&log, scanner, (const uint8_t *)text, strlen(text), NULL, NULL);
    if (log.findings > 0)
        place = (int)strtol(strchr(log.text, ' '), NULL, 10);
    scan_log_clear(&log);
    dlp_scanner_free(scanner);
    dlp_database_release(db);
    return place;
}

static void test_confirm__a_chain_may_begin_with_more_than_digits(void)
{
    static const char phone[] =
        "(?:\\+[0-9]{1,3} ?)?(?:\\([0-9]{3}\\)|[0-9]{3})[ -]?[0-9]{3}-?[0-9]{4}";

    CHECK_INT(chain_start(phone, "a +1 (202) 555-0143 b"), 2);
    CHECK_INT(chain_start(phone, "a +46 (202) 555-0143 b"), 2);
    CHECK_INT(chain_start(phone, "a (202) 555-0143 b"), 2);
    CHECK_INT(chain_start(phone, "a 77 (202) 555-0143 b"), 5);
    CHECK_INT(chain_start(phone, "(202)555-0143"), 0);
    CHECK_INT(chain_start(phone, "2025550143"), 0);
    CHECK_INT(chain_start("##[0-9]{7}", "a ##1234567 b"), 2);
    CHECK_INT(chain_start("x?[0-9]{7}", "1 1234567 b"), 2);
}

/* A match starts at most 3 bytes before its first group of digits (docs/rules.md). */
static void test_confirm__a_chain_has_a_prefix_of_three_bytes(void)
{
    static const char *const prefixes[] = { "#", "##", "###", "####", "#####" };

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        char pattern[64], text[64];
        int start;

        (void)snprintf(pattern, sizeof(pattern), "%s[0-9]{7}", prefixes[i]);
        (void)snprintf(text, sizeof(text), "a %s1234567 b", prefixes[i]);
        start = chain_start(pattern, text);
        CHECK_INT(start, i < 3 ? 2 : -1);
    }
}

static void test_confirm__a_scan_over_a_slow_pattern_ends_incomplete(void)
{
    dlp_scanner *const scanner =
        scan_log_scanner(RULE_TEXT("keyword = \"k=\"; tail = \"" SLOW "\";"));
    struct scan_log log = { 0 };
    static const char text[] = "k=" MANY_A " k=aab";

    scan_log_run(&log, scanner, (const uint8_t *)text, sizeof(text) - 1, NULL, NULL);
    CHECK_INT(log.findings, 1); /* and goes on behind it */
    CHECK(log.text && strncmp(log.text, "incomplete match_limit x.a ", 27) == 0);
    scan_log_clear(&log);
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(test_confirm__takes_the_smallest_start),
          TEST(test_confirm__ends_exactly_at_the_event), TEST(test_confirm__takes_the_group_value),
          TEST(test_confirm__asks_for_borders),
          TEST(test_confirm__asks_what_stands_before_and_after),
          TEST(test_confirm__must_and_must_not_take_the_whole_value),
          TEST(test_confirm__must_may_be_anchored_by_hand),
          TEST(test_confirm__a_pattern_may_look_ahead),
          TEST(test_confirm__a_tail_stands_right_behind_its_keyword),
          TEST(test_confirm__a_run_matches_whole), TEST(test_confirm__heads_and_shapes),
          TEST(test_confirm__says_when_a_pattern_takes_too_long),
          TEST(test_confirm__an_undecided_must_not_is_no_candidate),
          TEST(test_confirm__looks_no_further_than_it_may),
          TEST(test_confirm__a_chain_may_begin_with_more_than_digits),
          TEST(test_confirm__a_chain_has_a_prefix_of_three_bytes),
          TEST(test_confirm__nested_matches_are_one_finding),
          TEST(test_confirm__a_scan_over_a_slow_pattern_ends_incomplete))
