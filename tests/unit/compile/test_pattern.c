/* tests/unit/compile/test_pattern.c - expressions of rules as both engines take them. */

#include "compile/pattern.h"
#include "unit/rules/rules_fixture.h"

static const struct dlp_rule rule = { .id = "x.rule", .file = "t", .line = 7 };

/* Does the whole text match? -1 when the expression is refused. */
static int matches(const char *pattern, bool ignore_case, const char *text)
{
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    const struct dlp_pattern_site site = { &rule, "pattern", &diag };
    pcre2_code *code = NULL;
    pcre2_match_data *data;
    dlp_status status;
    int found;

    said[0] = '\0';
    status = dlp_pattern_compile(&code, pattern, ignore_case, DLP_ANCHOR_BOTH, &site);
    if (status != DLP_OK) {
        CHECK_INT(status, DLP_ERULE);
        CHECK(code == NULL && diag.errors > 0);
        return -1;
    }
    CHECK_INT(diag.errors, 0);
    data = pcre2_match_data_create(4, NULL);
    found = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), 0, 0, data, NULL);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return found > 0;
}

/* Width of an expression as it stands in a rule; 0 when it is refused. */
static uint32_t width(const char *pattern, bool ignore_case)
{
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    const struct dlp_pattern_site site = { &rule, "pattern", &diag };
    struct dlp_bytes expanded = DLP_BYTES_INIT(4096);
    uint32_t bytes = 0;
    unsigned flags = 0;

    said[0] = '\0';
    if (dlp_pattern_expand(&expanded, pattern, ignore_case, &site) != DLP_OK
        || dlp_pattern_width(&bytes, &flags, (const char *)expanded.data, ignore_case, NULL, &site)
            != DLP_OK) {
        CHECK(diag.errors > 0);
        bytes = 0;
    }
    dlp_bytes_free(&expanded);
    return bytes;
}

static void test_pattern__ignores_the_case_of_letters_beyond_ascii(void)
{
    CHECK_INT(matches("паспорт", true, "паспорт"), 1);
    CHECK_INT(matches("паспорт", true, "ПАСПОРТ"), 1);
    CHECK_INT(matches("паспорт", true, "ПаСпОрТ"), 1);
    CHECK_INT(matches("ПАСПОРТ", true, "паспорт"), 1);
    CHECK_INT(matches("lösenord", true, "LÖSENORD"), 1);
    CHECK_INT(matches("dž", true, "DŽ"), 1);
    CHECK_INT(matches("ǆ", true, "ǅ"), 1);
    CHECK_INT(matches("ǆ", true, "Ǆ"), 1);
    CHECK_INT(matches("卡号", true, "卡号"), 1);
    CHECK_INT(matches("паспорт", true, "паспорй"), 0);
    CHECK_INT(matches("паспорт", false, "паспорт"), 1);
    CHECK_INT(matches("паспорт", false, "ПАСПОРТ"), 0);
}

static void test_pattern__an_inline_case_flag_is_not_taken_in_vain(void)
{
    CHECK(matches("(?i)паспорт", false, "ПАСПОРТ") != 0);
    CHECK(matches("(?i:паспорт)", false, "ПАСПОРТ") != 0);
}

static void test_pattern__a_letter_is_one_thing_to_quantifiers_and_alternatives(void)
{
    CHECK_INT(matches("é{2}", false, "éé"), 1);
    CHECK_INT(matches("né?e", true, "NÉE"), 1);
    CHECK_INT(matches("né?e", false, "ne"), 1);
    CHECK_INT(matches("a|é|b", false, "é"), 1);
    CHECK_INT(matches("(?:卡|号){2}", false, "号卡"), 1);
    CHECK_INT(matches("(?<value>é)", false, "é"), 1);
}

static void test_pattern__a_quoted_letter_is_found_or_refused(void)
{
    CHECK_INT(matches("\\Qé\\E", false, "é"), -1);
    CHECK_INT(matches("\\Q[\\Eé", false, "[é"), -1);
    CHECK_INT(matches("\\Qa.b\\E", false, "a.b"), -1);
    CHECK(matches("\\é", false, "é") != 0);
    CHECK_INT(matches("\\\\Qa", false, "\\Qa"), 1); /* a backslash, then a Q */
}

static void test_pattern__refuses_letters_beyond_ascii_in_classes(void)
{
    static const char *const bad[] = { "[а-я]",   "[^é]",   "[]é]",        "[^]é]",
                                       "[a\\]é]", "[a-zé]", "[[:digit:]é]" };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (matches(bad[i], false, "") != -1) {
            printf("# %s\n", bad[i]);
            CHECK(!"refused");
        }
    }
    CHECK_INT(matches("[é]", false, ""), -1);
    CHECK_STR(said,
              "t:7: x.rule: pattern: a letter beyond ASCII cannot stand in [...]: write "
              "(?:a|b) instead (at byte 1 of the expression)\n");
}

static void test_pattern__knows_where_a_class_ends(void)
{
    CHECK_INT(matches("[a]é", false, "aé"), 1);
    CHECK_INT(matches("\\[é", false, "[é"), 1);
    CHECK_INT(matches("[]a]é", false, "]é"), 1);
    CHECK_INT(matches("[^]a]é", false, "bé"), 1);
    CHECK_INT(matches("[\\]]é", false, "]é"), 1);
    CHECK_INT(matches("[\\\\]é", false, "\\é"), 1);
    CHECK_INT(matches("[[]é", false, "[é"), 1);
    CHECK_INT(matches("]é", false, "]é"), 1);
}

static void test_pattern__works_on_bytes(void)
{
    CHECK_INT(matches("..", false, "é"), 1);
    CHECK_INT(matches(".", false, "é"), 0);
    CHECK_INT(matches("\\w+", false, "\xd0\xbf"), 0);
    CHECK_INT(matches("[\\x80-\\xff]{2}", false, "é"), 1);
    CHECK_INT(matches("a.", false, "a\xff"), 1);
    CHECK_INT(matches("(*UTF)a", false, "a"), -1);
    CHECK_INT(matches("a\\C", false, "ab"), -1);
}

static void test_pattern__refuses_what_is_not_utf8(void)
{
    CHECK_INT(matches("a\xff", false, "a\xff"), -1);
    CHECK_STR(said, "t:7: x.rule: pattern: not valid UTF-8 (at byte 1 of the expression)\n");
    CHECK_INT(matches("ab\xd0", false, "ab\xd0"), -1);
}

static void test_pattern__says_where_the_mistake_is(void)
{
    CHECK_INT(matches("a(b", false, "ab"), -1);
    CHECK_STR(said,
              "t:7: x.rule: pattern: missing closing parenthesis (at byte 3 of the expression)\n");
    CHECK_INT(matches("a{2,1}", false, "a"), -1);
    CHECK_INT(matches("(?<=a+)b", false, "b"), -1);
}

/* Where the anchored expression "ab?" starts in "xab" from offset `from`; -1: nowhere. */
static int anchored(enum dlp_anchor anchor, const char *pattern, const char *text, size_t from)
{
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    const struct dlp_pattern_site site = { &rule, "pattern", &diag };
    pcre2_code *code = NULL;
    pcre2_match_data *data;
    int found;

    CHECK_INT(dlp_pattern_compile(&code, pattern, false, anchor, &site), DLP_OK);
    data = pcre2_match_data_create(4, NULL);
    found = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), from, 0, data, NULL);
    found = found > 0 ? (int)pcre2_get_ovector_pointer(data)[0] : -1;
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return found;
}

static void test_pattern__is_anchored_as_asked(void)
{
    CHECK_INT(anchored(DLP_ANCHOR_END, "[0-9]{2,3}", "12345", 0), 2);
    CHECK_INT(anchored(DLP_ANCHOR_END, "[0-9]{2,3}", "12345x", 0), -1);
    CHECK_INT(anchored(DLP_ANCHOR_END, "ab|b", "ab", 0), 0);
    CHECK_INT(anchored(DLP_ANCHOR_START, "[0-9]{2}", "x1234", 1), 1);
    CHECK_INT(anchored(DLP_ANCHOR_START, "[0-9]{2}", "xx123", 1), -1);
    CHECK_INT(anchored(DLP_ANCHOR_BOTH, "a|ab", "ab", 0), 0);
    CHECK_INT(anchored(DLP_ANCHOR_BOTH, "a|ab", "abc", 0), -1);
}

static void test_pattern__width_is_in_bytes(void)
{
    CHECK_INT(width("[0-9]{3,5}", false), 5);
    CHECK_INT(width("a|bcd", false), 3);
    CHECK_INT(width("é{3}", false), 6);
    CHECK_INT(width("卡号", true), 6);
    CHECK_INT(width("(?<value>ab?)c", false), 3);
    CHECK_INT(width("ab(?=c)", false) >= 2, 1);
}

static void test_pattern__width_refuses_what_has_no_widest_match(void)
{
    static const char *const bad[] = { "ab*", "a+", "a{2,}", "(?:ab)*c", "a.*b" };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (width(bad[i], false) != 0) {
            printf("# %s\n", bad[i]);
            CHECK(!"refused");
        }
    }
}

static void test_pattern__width_says_what_hyperscan_refuses(void)
{
    CHECK_INT(width("a(?C1)b", false), 0);
    CHECK(strncmp(said, "t:7: x.rule: pattern: Hyperscan refuses it: ", 44) == 0);
}

static const char *loosened(const char *expanded)
{
    static char text[256];
    struct dlp_bytes loose = DLP_BYTES_INIT(256);

    CHECK_INT(dlp_pattern_loosen(&loose, expanded), DLP_OK);
    (void)snprintf(text, sizeof(text), "%s", (const char *)loose.data);
    dlp_bytes_free(&loose);
    return text;
}

static void test_pattern__loosens_wide_repetitions_only(void)
{
    CHECK_STR(loosened("ab{2}c{3,31}[0-9]{0,3}"), "ab{2}c{3,31}[0-9]{0,3}");
    CHECK_STR(loosened("ba{20,700}b{3,32}c{64}?"), "ba{20,}b{3,}c{32,}?");
    CHECK_STR(loosened("@(?:ab){0,99}\\d{40,}"), "@(?:ab){0,}\\d{32,}");
    CHECK_STR(loosened("\\.(?:a|b){0,99}"), "\\.(?:a|b){0,}");
}

static void test_pattern__loosens_only_behind_a_first_byte(void)
{
    static const char *const as_it_is[] = { "[ab]{2,40}x", "(?:a|b)c{40}", "\\d{40}", ".a{40}",
                                            "^a{40}",      "ab{40}|c",     "a?b{40}", "a{0,40}b" };

    for (size_t i = 0; i < sizeof(as_it_is) / sizeof(as_it_is[0]); i++)
        CHECK_STR(loosened(as_it_is[i]), as_it_is[i]);
}

static void test_pattern__loosens_nothing_that_is_no_repetition(void)
{
    static const char *const as_it_is[] = {
        "[{40,700}]",  "[]{40}]",  "[^]{40}]",    "[[:alpha:]{40}]",
        "a\\{40,700}", "x\\x{41}", "x\\x{41}{3}", "x\\p{Lu}",
        "a{b",         "{",        "a{,40}"
    };

    for (size_t i = 0; i < sizeof(as_it_is) / sizeof(as_it_is[0]); i++)
        CHECK_STR(loosened(as_it_is[i]), as_it_is[i]);
    CHECK_STR(loosened("x\\x{41}{40}\\\\{40}"), "x\\x{41}{32,}\\\\{32,}");
}

TEST_MAIN(TEST(test_pattern__ignores_the_case_of_letters_beyond_ascii),
          TEST(test_pattern__an_inline_case_flag_is_not_taken_in_vain),
          TEST(test_pattern__a_letter_is_one_thing_to_quantifiers_and_alternatives),
          TEST(test_pattern__a_quoted_letter_is_found_or_refused),
          TEST(test_pattern__refuses_letters_beyond_ascii_in_classes),
          TEST(test_pattern__knows_where_a_class_ends), TEST(test_pattern__works_on_bytes),
          TEST(test_pattern__refuses_what_is_not_utf8),
          TEST(test_pattern__says_where_the_mistake_is), TEST(test_pattern__is_anchored_as_asked),
          TEST(test_pattern__width_is_in_bytes),
          TEST(test_pattern__width_refuses_what_has_no_widest_match),
          TEST(test_pattern__width_says_what_hyperscan_refuses),
          TEST(test_pattern__loosens_wide_repetitions_only),
          TEST(test_pattern__loosens_only_behind_a_first_byte),
          TEST(test_pattern__loosens_nothing_that_is_no_repetition))
