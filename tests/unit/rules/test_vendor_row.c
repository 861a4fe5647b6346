/* tests/unit/rules/test_vendor_row.c - rows of "vendors" and the rules that they become. */

#include "unit/rules/rules_fixture.h"

#define ROW(body)                                                                                  \
  "version = 1;\nvendors = (\n{ id = \"secret.acme.key\"; title = \"T\";\n" body " }\n);"

static void test_vendor_row__a_template_is_a_pattern_with_prefixes(void)
{
    dlp_ruleset *const set = load_good(ROW("value = \"ac_(live|test)_{alnum:32}\";"));
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_INT(r->kind, DLP_RULE_PREFIX);
    CHECK_STR(r->pattern, "ac_(?:live|test)_[A-Za-z0-9]{32}");
    CHECK_INT(r->prefixes.len, 2);
    CHECK_STR(r->prefixes.at[0], "ac_live_");
    CHECK_STR(r->prefixes.at[1], "ac_test_");
    CHECK_INT(r->class_, DLP_CLASS_STRONG);
    CHECK_INT(r->border, DLP_BORDER_TOKEN);
    CHECK_INT(r->public_prefix, 3);
    CHECK_INT(r->line, 3);
    CHECK_INT(r->examples_len, 2);
    CHECK_INT(r->counter_examples_len, 2);
    dlp_ruleset_free(set);
}

static void test_vendor_row__without_text_at_its_start_it_is_a_pattern(void)
{
    static const char *const values[] = { "{hex:32}-us{digit:1-2}", "a{hex:32}", "ac_{hex:300}" };

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        char text[256];

        (void)snprintf(text, sizeof(text), ROW("value = \"%s\";"), values[i]);
        dlp_ruleset *const set = load_good(text);

        CHECK_INT(set->rules[0].kind, DLP_RULE_PATTERN);
        CHECK_INT(set->rules[0].prefixes.len, 0);
        dlp_ruleset_free(set);
    }
}

static void test_vendor_row__names_become_a_rule_with_a_tail(void)
{
    dlp_ruleset *const set =
        load_good(ROW("names = [ \"acme\", \"acme_cloud\" ]; value = \"{hex:32}\";"));
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_INT(r->kind, DLP_RULE_NAMED);
    CHECK_INT(r->names.len, 2);
    CHECK(strstr(r->tail, "(?<value>[0-9a-fA-F]{32})") != NULL);
    CHECK_INT(r->class_, DLP_CLASS_MEDIUM);
    CHECK_INT(r->scores.base, 75);
    CHECK_STR(r->checks[0].validator->name, "varied");
    dlp_ruleset_free(set);
}

static void test_vendor_row__what_it_says_itself_stays(void)
{
    dlp_ruleset *const set = load_good(
        ROW("names = [ \"acme\" ]; value = \"{token:20-40}\"; severity = \"low\"; checks = [ ];\n"
            "source = \"S\"; confidence = { base = 0.60; }; rejects = [ \"dummy\" ];\n"
            "examples = [ \"acme_key=a\" ];"));
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_INT(r->severity, DLP_SEVERITY_LOW);
    CHECK_INT(r->checks_len, 0);
    CHECK_INT(r->scores.base, 60);
    CHECK_INT(r->rejects_len, 1);
    CHECK_STR(r->source, "S");
    CHECK_STR(r->examples[0].text, "acme_key=a");
    dlp_ruleset_free(set);
}

static void test_vendor_row__its_samples_are_the_same_each_time(void)
{
    dlp_ruleset *const one = load_good(ROW("value = \"ac_{alnum:32}\";"));
    dlp_ruleset *const two = load_good(ROW("value = \"ac_{alnum:32}\";"));

    CHECK_STR(one->rules[0].examples[0].text, two->rules[0].examples[0].text);
    CHECK(strcmp(one->rules[0].examples[0].text + 9, one->rules[0].examples[1].text) != 0);
    CHECK(strncmp(one->rules[0].examples[1].text, "ac_", 3) == 0);
    dlp_ruleset_free(one);
    dlp_ruleset_free(two);
}

static void test_vendor_row__says_what_is_wrong(void)
{
    static const struct {
        const char *body, *want;
    } cases[] = {
        { "severity = \"low\";", "t:3: secret.acme.key: 'value' is missing\n" },
        { "value = \"\";", "t:4: secret.acme.key: 'value' is empty\n" },
        { "value = \"a{hexx:3}\";",
          "t:4: secret.acme.key: 'value' cannot be read from byte 1 on: \"{hexx:3}\"\n" },
        { "value = \"a{hex:3\";",
          "t:4: secret.acme.key: 'value' cannot be read from byte 1 on: \"{hex:3\"\n" },
        { "value = \"a{hex:5-3}\";",
          "t:4: secret.acme.key: 'value' cannot be read from byte 1 on: \"{hex:5-3}\"\n" },
        { "value = \"(a|b\";", "t:4: secret.acme.key: 'value' has '(' without ')'\n" },
        { "value = \"a)b\";",
          "t:4: secret.acme.key: 'value' cannot be read from byte 1 on: \")b\"\n" },
        { "value = \"abc\"; pattern = \"abc\";",
          "t:4: secret.acme.key: 'pattern' does not go with 'value'\n" },
        { "value = \"a{hex:8}\"; names = [ \"A b\" ];",
          "t:4: secret.acme.key: 'names' holds \"A b\"; it must be 2 to 64 of a-z, 0-9, . and _\n" },
        { "value = \"a{hex:8}\"; nams = [ \"ab\" ];",
          "t:4: secret.acme.key: unknown setting 'nams'; did you mean 'names'?\n" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[512];

        (void)snprintf(text, sizeof(text), ROW("%s"), cases[i].body);
        check_bad(text, 0, cases[i].want);
    }
}

static void test_vendor_row__and_rules_share_one_space_of_ids(void)
{
    check_bad(
        "version = 1;\nrules = (\n" SMALL_RULE(
            "secret.acme.key",
            "") "\n);\nvendors = (\n{ id = \"secret.acme.key\"; title = \"T\"; value = \"ab\"; }\n);",
        1, "t:6: secret.acme.key: duplicate id: 'secret.acme.key' is defined at t:3 already\n");
}

TEST_MAIN(TEST(test_vendor_row__a_template_is_a_pattern_with_prefixes),
          TEST(test_vendor_row__without_text_at_its_start_it_is_a_pattern),
          TEST(test_vendor_row__names_become_a_rule_with_a_tail),
          TEST(test_vendor_row__what_it_says_itself_stays),
          TEST(test_vendor_row__its_samples_are_the_same_each_time),
          TEST(test_vendor_row__says_what_is_wrong),
          TEST(test_vendor_row__and_rules_share_one_space_of_ids))
