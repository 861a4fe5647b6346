/* tests/unit/rules/test_changes.c - overlays change rules as a whole or not at all. */

#include "unit/rules/rules_fixture.h"

/* clang-format off */
#define BASE                                                                           \
    "version = 1;\nrules = ("                                                          \
    SMALL_RULE("a.b", "words = { en = [\"one\"]; ru = [\"два\"]; }; keys = [\"k\"];"    \
                      "negative = [\"n\"]; checks = [\"luhn\"]; soft_checks = [\"iban\"];" \
                      "confidence = { label = 0.1; }; aliases = [\"a.old\"];") ",\n"     \
    SMALL_RULE("a.c", "") ");\n"
/* clang-format on */

static void test_changes__replaces_scalars_and_lists(void)
{
    dlp_ruleset *const set = load_good(
        BASE "changes = ({ id = \"a.b\"; title = \"New\"; severity = \"high\"; enabled = false;\n"
             "pattern = \"y\"; keys = [\"p\", \"q\"]; words = { sv = [\"ett\"]; }; checks = [];\n"
             "confidence = { word = 0.5; }; examples = [\"<<y>>\"]; });");
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_STR(r->title, "New");
    CHECK_STR(r->description, "D");
    CHECK_INT(r->severity, DLP_SEVERITY_HIGH);
    CHECK(!r->enabled);
    CHECK_STR(r->pattern, "y");
    CHECK_INT(r->keys.len, 2);
    CHECK_INT(r->words_len, 1);
    CHECK_STR(r->words[0].lang, "sv");
    CHECK_INT(r->checks_len, 1);
    CHECK_STR(r->checks[0].validator->name, "iban");
    CHECK_INT(r->scores.label, 10);
    CHECK_INT(r->scores.word, 50);
    CHECK_INT(r->scores.base, 20);
    CHECK_STR(r->examples[0].text, "y");
    CHECK_STR(r->file, "t");
    CHECK_INT(r->line, 2);
    CHECK_STR(set->rules[1].title, "T");
    dlp_ruleset_free(set);
}

static void test_changes__adds_to_lists(void)
{
    dlp_ruleset *const set = load_good(
        BASE "changes = ({ id = \"a.old\"; add_words = { ru = [\"три\"]; de = [\"eins\"]; };\n"
             "add_keys = [\"l\"]; add_negative = [\"m\", \"o\"]; });");
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_INT(r->words_len, 3);
    CHECK_STR(r->words[0].words.at[0], "one");
    CHECK_INT(r->words[1].words.len, 2);
    CHECK_STR(r->words[1].words.at[0], "два");
    CHECK_STR(r->words[1].words.at[1], "три");
    CHECK_STR(r->words[2].lang, "de");
    CHECK_INT(r->keys.len, 2);
    CHECK_STR(r->keys.at[1], "l");
    CHECK_INT(r->negative.len, 3);
    dlp_ruleset_free(set);
}

static void test_changes__class_brings_its_base(void)
{
    dlp_ruleset *const set =
        load_good(BASE "changes = ({ id = \"a.b\"; class = \"strong\"; },\n"
                       "{ id = \"a.c\"; class = \"medium\"; confidence = { base = 0.3; }; });");

    CHECK_INT(set->rules[0].scores.base, 85);
    CHECK_INT(set->rules[1].scores.base, 30);
    dlp_ruleset_free(set);
}

static void test_changes__a_wrong_one_changes_nothing(void)
{
    const char *const text =
        BASE "changes = ({ id = \"a.b\"; title = \"New\";\nseverity = \"hi\"; },\n"
             "{ id = \"a.c\"; title = \"Good\"; });";
    dlp_ruleset *const set = load_text(text, strlen(text), DLP_ERULE);

    CHECK_STR(said,
              "t:5: a.b: 'severity' is \"hi\"; it must be one of \"low\", \"medium\", \"high\", "
              "\"critical\"\n");
    CHECK_STR(set->rules[0].title, "T");
    CHECK_STR(set->rules[1].title, "Good");
    CHECK_INT(set->errors, 1);
    dlp_ruleset_free(set);
}

static void test_changes__says_what_is_wrong(void)
{
    check_bad(BASE "changes = ({ id = \"a.bb\"; });", 2,
              "t:4: there is no rule 'a.bb' to change; did you mean 'a.b'?\n");
    check_bad(BASE "changes = ({ id = \"totally.else\"; title = \"\\q\"; });", 2,
              "t:4: there is no rule 'totally.else' to change\n"
              "t:4: unknown escape \\q: write \\\\q for a backslash\n");
    check_bad(BASE "changes = ({ title = \"x\"; }, 1);", 2,
              "t:4: a change needs 'id', the rule that it changes\n"
              "t:4: an element of 'changes' must be a group, not a whole number\n");
    check_bad(BASE "changes = ({ id = 5; });", 2,
              "t:4: 'id' must be a string, not a whole number\n");
    check_bad(BASE "changes = ({ id = \"a.b\"; shape = [\"9\"]; });", 2,
              "t:4: a.b: 'shape' does not go with 'pattern'\n");
    check_bad(BASE "changes = ({ id = \"a.b\"; pattern = \"\\d\"; });", 2,
              "t:4: a.b: single backslash in a regular expression: write \\\\d for \\d\n");
    check_bad(BASE "changes = ({ id = \"a.b\"; aliases = [\"a.c\", \"a.new\"]; });", 2,
              "t:4: a.b: duplicate alias: 'a.c' is defined at t:3 already\n");
}

static void test_changes__waits_for_all_rules_of_the_call(void)
{
    const char *const over = "version=1; changes=({id=\"a.b\"; title=\"Two\";});";
    dlp_ruleset *const set =
        load_good("version = 1; changes = ({ id = \"a.b\"; title = \"New\"; });\n"
                  "rules = (" SMALL_RULE("a.b", "") ");");

    CHECK_STR(set->rules[0].title, "New");
    CHECK_INT(dlp_ruleset_load_text(set, "over", over, strlen(over), hear, NULL, NULL), DLP_OK);
    CHECK_STR(set->rules[0].title, "Two");
    dlp_ruleset_free(set);
}

static void test_changes__warns_of_a_rule_left_out(void)
{
    check_bad("version = 1;\nrules = (" SMALL_RULE(
                  "a.b", "border = 1;") ");\n"
                                        "changes = ({ id = \"a.b\"; title = \"New\"; });",
              0,
              "t:2: a.b: 'border' must be a string, not a whole number\n"
              "t:3: warning: a.b: not changed: the rule at t:2 was left out\n");
}

TEST_MAIN(TEST(test_changes__replaces_scalars_and_lists), TEST(test_changes__adds_to_lists),
          TEST(test_changes__class_brings_its_base),
          TEST(test_changes__a_wrong_one_changes_nothing), TEST(test_changes__says_what_is_wrong),
          TEST(test_changes__waits_for_all_rules_of_the_call),
          TEST(test_changes__warns_of_a_rule_left_out))
