/* tests/unit/compile/test_rule_code.c - what confirmation needs of a rule, and what is refused. */

#include "compile/rule_code.h"
#include "unit/rules/rules_fixture.h"

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }
#define RULE(...)                                                                                  \
  &(const struct dlp_rule)                                                                         \
  {                                                                                                \
    .id = "x.a", .file = "t", .line = 3, __VA_ARGS__                                               \
  }

static struct dlp_rule_code code;

static dlp_status compile(const struct dlp_rule *rule)
{
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    dlp_status status;

    dlp_rule_code_free(&code);
    said[0] = '\0';
    status = dlp_rule_code_compile(&code, rule, NULL, &diag);
    CHECK_INT(diag.errors > 0, status == DLP_ERULE);
    return status;
}

static void test_rule_code__knows_width_and_value(void)
{
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .pattern = "ab-(?<value>[0-9]{2,4})-é")),
              DLP_OK);
    CHECK_INT(code.width, 10);
    CHECK(code.value_group > 0);
    CHECK(dlp_bitmap_has(code.alphabet, '-') && !dlp_bitmap_has(code.alphabet, ' '));
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .pattern = "ab")), DLP_OK);
    CHECK_INT(code.value_group, 0);
    CHECK_STR(code.rule.id, "x.a");
    CHECK_INT(compile(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k", .tail = "[0-9]{1,9}")),
              DLP_OK);
    CHECK_INT(code.width, 9);
    CHECK_INT(
        compile(RULE(.kind = DLP_RULE_BLOCK, .keyword = "BEGIN [A-Z]{1,4}", .end_pattern = "END")),
        DLP_OK);
    CHECK_INT(code.width, 10);
    dlp_rule_code_free(&code);
}

static void test_rule_code__shapes_need_no_expression(void)
{
    struct dlp_shape shape = { .group = { { 9, 9, 0 } }, .groups = 1 };

    CHECK_INT(compile(RULE(.kind = DLP_RULE_DIGITS, .shapes = &shape, .shapes_len = 1)), DLP_OK);
    CHECK(code.value == NULL);
    CHECK_INT(code.width, DLP_CHAIN_MAX);
    dlp_rule_code_free(&code);
}

static void test_rule_code__refuses_a_match_of_any_width(void)
{
    static const enum dlp_rule_kind kinds[] = { DLP_RULE_PATTERN, DLP_RULE_DIGITS, DLP_RULE_RUN,
                                                DLP_RULE_HEAD };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        CHECK_INT(compile(RULE(.kind = kinds[i], .pattern = "a[0-9]+")), DLP_ERULE);
        CHECK_STR(said,
                  "t:3: x.a: pattern: it has no widest match: write {0,n} for *, {1,n} for +\n");
    }
    CHECK_INT(compile(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k", .tail = "[0-9]*x")),
              DLP_ERULE);
    CHECK_STR(said, "t:3: x.a: tail: it has no widest match: write {0,n} for *, {1,n} for +\n");
    CHECK_INT(compile(RULE(.kind = DLP_RULE_BLOCK, .keyword = "a.*b", .end_pattern = "e")),
              DLP_ERULE);
    CHECK_STR(said, "t:3: x.a: begin: it has no widest match: write {0,n} for *, {1,n} for +\n");
    dlp_rule_code_free(&code);
}

static void test_rule_code__refuses_a_match_wider_than_the_window(void)
{
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .pattern = "a[0-9]{1,4095}")), DLP_OK);
    CHECK_INT(code.width, DLP_WIDTH_MAX);
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .pattern = "a[0-9]{1,4096}")), DLP_ERULE);
    CHECK_STR(said,
              "t:3: x.a: pattern: its widest match has 4097 bytes, at most 4096 are possible\n");
    CHECK_INT(compile(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k", .tail = "a{1,256}")), DLP_OK);
    CHECK_INT(compile(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k", .tail = "a{1,257}")),
              DLP_ERULE);
    CHECK_STR(said, "t:3: x.a: tail: its widest match has 257 bytes, at most 256 are possible\n");
    CHECK_INT(compile(RULE(.kind = DLP_RULE_HEAD, .pattern = "a{1,257}")), DLP_ERULE);
    CHECK_INT(compile(RULE(.kind = DLP_RULE_DIGITS, .pattern = "[0-9]{1,200}")), DLP_ERULE);
    /* UTF-8 letters count their bytes. */
    CHECK_INT(compile(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k", .tail = "é{1,128}")), DLP_OK);
    CHECK_INT(compile(RULE(.kind = DLP_RULE_KEYWORD, .keyword = "k", .tail = "é{1,129}")),
              DLP_ERULE);
    dlp_rule_code_free(&code);
}

static void test_rule_code__names_every_bad_expression(void)
{
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .pattern = "a+", .before = "(", .after = "[",
                           .must = STRINGS("ok", "*"), .must_not = STRINGS("a{2,1}", "b", "[é]"))),
              DLP_ERULE);
    CHECK(strstr(said, "x.a: pattern: ") != NULL);
    CHECK(strstr(said, "x.a: before: ") != NULL);
    CHECK(strstr(said, "x.a: after: ") != NULL);
    CHECK(strstr(said, "x.a: must: ") != NULL);
    CHECK(strstr(said, "x.a: must_not: numbers out of order") != NULL);
    CHECK(strstr(said, "x.a: must_not: a letter beyond ASCII") != NULL);
    dlp_rule_code_free(&code);
}

static int matches(const pcre2_code *re, const char *text)
{
    pcre2_match_data *const data = pcre2_match_data_create(4, NULL);
    const int found = pcre2_match(re, (PCRE2_SPTR)text, strlen(text), 0, 0, data, NULL);

    pcre2_match_data_free(data);
    return found > 0;
}

static void test_rule_code__sides_and_conditions_ignore_case_as_the_rule_does(void)
{
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .ignore_case = true, .pattern = "ё1",
                           .before = "é=", .after = "c", .must = STRINGS("Ё."),
                           .must_not = STRINGS("x", "Ё2"))),
              DLP_OK);
    CHECK_INT(code.width, 3);
    CHECK(dlp_bitmap_has(code.alphabet, 0x81) && dlp_bitmap_has(code.alphabet, 0x91));
    CHECK(matches(code.value, "Ё1") && matches(code.value, "ё1"));
    CHECK(matches(code.before, "a É=") && !matches(code.before, "É= "));
    CHECK(matches(code.after, "Cd") && !matches(code.after, "dc"));
    CHECK(matches(code.must[0], "ё1") && !matches(code.must[0], "ё12"));
    CHECK(matches(code.must_not[0], "X") && matches(code.must_not[1], "ё2"));
    dlp_rule_code_free(&code);
}

static void test_rule_code__can_be_freed_twice(void)
{
    CHECK_INT(compile(RULE(.kind = DLP_RULE_PATTERN, .pattern = "(", .must = STRINGS("a"))),
              DLP_ERULE);
    dlp_rule_code_free(&code);
    dlp_rule_code_free(&code);
    CHECK(code.value == NULL && code.must == NULL);
}

TEST_MAIN(TEST(test_rule_code__knows_width_and_value),
          TEST(test_rule_code__shapes_need_no_expression),
          TEST(test_rule_code__refuses_a_match_of_any_width),
          TEST(test_rule_code__refuses_a_match_wider_than_the_window),
          TEST(test_rule_code__names_every_bad_expression),
          TEST(test_rule_code__sides_and_conditions_ignore_case_as_the_rule_does),
          TEST(test_rule_code__can_be_freed_twice))
