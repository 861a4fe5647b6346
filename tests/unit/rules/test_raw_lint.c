/* tests/unit/rules/test_raw_lint.c - what is said of a text before libconfig sees it. */

#include "unit/rules/rules_fixture.h"

static void test_raw_lint__names_the_syntax_error(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "version = 1;\nrules = (\n", "t:3: syntax error: the file ends inside a list\n" },
        { "version = 1;\nrules = ({ a = 1;\n",
          "t:3: syntax error: '}' is missing at the end of the file\n" },
        { "version 1;", "t:1: syntax error: '=' is missing behind 'version'\n" },
        { "version = 1;\na = \"x", "t:2: a string is not closed: '\"' is missing\n" },
        { "/* x\n\n", "t:1: a comment is not closed: \"*/\" is missing\n" },
        { "a = [1,\n2,\n];", "t:3: syntax error: ',' before ']': leave it out\n" },
        { "a = (1 2);", "t:1: syntax error: ',' or ')' is missing\n" },
        { "a = [{}];", "t:1: syntax error: '{' in [ ]: write ( ) around groups and lists\n" },
        { "a = high;", "t:1: syntax error: 'high' is no value: a string stands in quotes\n" },
        { "a = 1x;", "t:1: syntax error: '1x' is no number\n" },
        { "a = 12345678901234567890;", "t:1: syntax error: '12345678901234567890' is no number\n" },
        { "a = ;", "t:1: syntax error: a value is missing before ';'\n" },
        { "a =", "t:1: syntax error: a value is missing at the end of the file\n" },
        { "version = 1;;", "t:1: syntax error: unexpected ';'\n" },
        { "}", "t:1: syntax error: unexpected '}'\n" },
        { "a = 1; a = 2;", "t:1: duplicate setting name\n" },
        { "a = [1, \"x\"];", "t:1: mismatched element type in array\n" },
        { "version = 1;\n@include \"/etc/passwd\"\n",
          "t:2: @include is not allowed: give the folder of the files instead\n" },
        { "a = \"\xff\";", "t:1: the file is not valid UTF-8 here\n" },
        { "a=(((((((((((((((((1)))))))))))))))));",
          "t:1: groups and lists are nested more than 16 deep\n" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_bad(cases[i].text, 0, cases[i].want);
}

static void test_raw_lint__refuses_a_nul(void)
{
    dlp_ruleset *const set = load_text("version = 1;\n\0", 14, DLP_ERULE);

    CHECK_STR(said, "t:2: the file holds a NUL byte\n");
    dlp_ruleset_free(set);
}

static void test_raw_lint__bounds_settings_in_a_group(void)
{
    char text[4096] = "";

    for (int i = 0; i < 257; i++) {
        const size_t used = strlen(text);

        (void)snprintf(text + used, sizeof(text) - used, "a%d=1;\n", i);
    }
    check_bad(text, 0, "t:257: more than 256 settings in one group\n");
}

static void test_raw_lint__takes_comments_and_joined_strings(void)
{
    dlp_ruleset_free(load_good("version = 1; # no line end behind this"));
    dlp_ruleset_free(load_good("/* @include \"x\" */ version = 1 // \"\nrules = ();"));
    dlp_ruleset_free(
        load_good(RULE_HEAD "pattern = \"gh\"\n/* no key */ \"p_\" # x\n\"x\";\n" RULE_TAIL));
}

static void test_raw_lint__finds_single_backslashes(void)
{
    check_bad(RULE_HEAD "pattern = \"\\d{4}\\n\";\n" RULE_TAIL, 0,
              "t:5: test.rule: single backslash in a regular expression: write \\\\d for \\d\n"
              "t:5: test.rule: single backslash in a regular expression: write \\\\n for \\n\n");
    check_bad(RULE_HEAD "pattern = \"x\"; must = [\n\"\\\\d\",\n\"\\x41\"];\n" RULE_TAIL, 0,
              "t:7: test.rule: single backslash in a regular expression: write \\\\x for \\x\n");
    check_bad(RULE_HEAD "pattern = \"x\"; tags = [\"\\d\"];\n" RULE_TAIL, 0,
              "t:5: test.rule: 'tags' holds \"\\d\"; a name is 1 to 32 of a-z, 0-9, _ and -\n"
              "t:5: test.rule: unknown escape \\d: write \\\\d for a backslash\n");
    check_bad("version = 1;\nrules = (" SMALL_RULE(
                  "a.b", "keys = [\"a\\x4\", \"b\\x00\"];") ",\n" SMALL_RULE("a.c", "") ");",
              1,
              "t:2: a.b: \\x must have two hexadecimal digits behind it\n"
              "t:2: a.b: \\x00 would end the string here: leave it out\n");
    check_bad("version = 1;\nfoo = \"\\q\";", 0,
              "t:2: unknown setting 'foo'\n"
              "t:2: unknown escape \\q: write \\\\q for a backslash\n");
}

static void test_raw_lint__keeps_good_escapes(void)
{
    dlp_ruleset *const set = load_good(RULE_HEAD "pattern = \"\\\\d\\\"\";\n"
                                                 "examples = [\"\\t\\x41\\n\\\\\\\"\"];"
                                                 "counter_examples = [\"\\xff\"];});");

    CHECK_STR(set->rules[0].pattern, "\\d\"");
    CHECK_STR(set->rules[0].examples[0].text, "\tA\n\\\"");
    CHECK_STR(set->rules[0].counter_examples[0].text, "\xff");
    dlp_ruleset_free(set);
}

static void test_raw_lint__bounds_what_it_notes(void)
{
    char text[4096] = "version = 1;\nfoo = \"";
    const char *end;

    for (int i = 0; i < 1200; i++)
        memcpy(text + strlen(text), "\\q", 3);
    memcpy(text + strlen(text), "\";", 3);
    dlp_ruleset_free(load_text(text, strlen(text), DLP_ERULE));
    end = strstr(said, "t:0:");
    CHECK_STR(end, "t:0: more than 999 wrong backslashes: the others are not shown\n");
}

TEST_MAIN(TEST(test_raw_lint__names_the_syntax_error), TEST(test_raw_lint__refuses_a_nul),
          TEST(test_raw_lint__bounds_settings_in_a_group),
          TEST(test_raw_lint__takes_comments_and_joined_strings),
          TEST(test_raw_lint__finds_single_backslashes), TEST(test_raw_lint__keeps_good_escapes),
          TEST(test_raw_lint__bounds_what_it_notes))
