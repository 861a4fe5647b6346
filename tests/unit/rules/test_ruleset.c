/* tests/unit/rules/test_ruleset.c - the public calls over a set of rules. */

#include "unit/rules/rules_fixture.h"

/* clang-format off */
#define THREE                                                                     \
    "version = 1;\nrules = ("                                                     \
    SMALL_RULE("card.pan", "region = \"SE\"; packs = [\"pci\"];") ",\n"           \
    SMALL_RULE("id.us.ssn", "aliases = [\"id.us_ssn\", \"pii.ssn\"];") ",\n"      \
    SMALL_RULE("id.se.pnr", "enabled = false; tags = [\"bare\"];") ");\n"
/* clang-format on */

static void test_ruleset__describes_its_rules(void)
{
    dlp_ruleset *const set = load_good(THREE);
    struct dlp_rule_info info;

    CHECK_INT(dlp_ruleset_count(set), 3);
    CHECK_INT(dlp_ruleset_count(NULL), 0);
    CHECK_INT(dlp_ruleset_rule(set, 0, &info), DLP_OK);
    CHECK_STR(info.id, "card.pan");
    CHECK_STR(info.category, "card");
    CHECK_STR(info.region, "SE");
    CHECK_STR(info.packs[0], "pci");
    CHECK(info.packs[1] == NULL);
    CHECK_INT(info.enabled, 1);
    CHECK_INT(dlp_ruleset_rule(set, 2, &info), DLP_OK);
    CHECK_INT(info.line, 4);
    CHECK_INT(info.enabled, 0);
    CHECK_INT(dlp_ruleset_rule(set, 3, &info), DLP_EINVAL);
    dlp_ruleset_free(set);
    dlp_ruleset_free(NULL);
}

static void test_ruleset__enables_by_glob_and_alias(void)
{
    dlp_ruleset *const set = load_good(THREE);
    struct dlp_error err = DLP_ERROR_INIT;
    size_t matched = 9;

    CHECK_INT(dlp_ruleset_enable(set, "*", 0, &matched, &err), DLP_OK);
    CHECK_INT(matched, 3);
    CHECK(!set->rules[0].enabled && !set->rules[1].enabled);
    CHECK_INT(dlp_ruleset_enable(set, "pii.*", 1, &matched, NULL), DLP_OK);
    CHECK_INT(matched, 1);
    CHECK(set->rules[1].enabled && !set->rules[2].enabled);
    CHECK_INT(dlp_ruleset_enable(set, "id.*", 1, NULL, NULL), DLP_OK);
    CHECK(set->rules[2].enabled);
    CHECK_INT(dlp_ruleset_enable(set, "nothing", 1, &matched, NULL), DLP_OK);
    CHECK_INT(matched, 0);
    CHECK_INT(dlp_ruleset_enable(set, "", 1, &matched, &err), DLP_EINVAL);
    CHECK_STR(err.message, "a glob of 1 to 256 bytes is needed");
    dlp_ruleset_free(set);
}

static void test_ruleset__enables_by_tag(void)
{
    dlp_ruleset *const set = load_good(THREE);
    struct dlp_error err = DLP_ERROR_INIT;
    size_t matched = 9;

    CHECK_INT(dlp_ruleset_enable_tag(set, "none_has_it", 0, &matched, &err), DLP_OK);
    CHECK_INT(matched, 0);
    CHECK_INT(dlp_ruleset_enable_tag(set, "bare", 1, &matched, &err), DLP_OK);
    CHECK_INT(matched, 1);
    CHECK(set->rules[2].enabled);
    CHECK_INT(dlp_ruleset_enable_tag(set, "bare", 0, NULL, &err), DLP_OK);
    CHECK(set->rules[0].enabled && !set->rules[2].enabled);
    CHECK_INT(dlp_ruleset_enable_tag(set, "", 1, &matched, &err), DLP_EINVAL);
    CHECK_STR(err.message, "a tag of 1 to 32 bytes is needed");
    dlp_ruleset_free(set);
}

static void test_ruleset__finds_by_id_and_alias(void)
{
    dlp_ruleset *const set = load_good(THREE);

    CHECK(dlp_ruleset_find(set, "card.pan") == &set->rules[0]);
    CHECK(dlp_ruleset_find(set, "pii.ssn") == &set->rules[1]);
    CHECK(dlp_ruleset_find(set, "card") == NULL);
    dlp_ruleset_free(set);
}

static void test_ruleset__names_severities(void)
{
    CHECK_STR(dlp_severity_name(DLP_SEVERITY_LOW), "low");
    CHECK_STR(dlp_severity_name(DLP_SEVERITY_MEDIUM), "medium");
    CHECK_STR(dlp_severity_name(DLP_SEVERITY_HIGH), "high");
    CHECK_STR(dlp_severity_name(DLP_SEVERITY_CRITICAL), "critical");
}

static void test_ruleset__keeps_its_errors(void)
{
    dlp_ruleset *const set = load_text("version = 1;\nrules = 1;", 23, DLP_ERULE);

    CHECK_INT(set->errors, 1);
    CHECK_INT(dlp_ruleset_load_text(set, "t", THREE, strlen(THREE), NULL, NULL, NULL), DLP_OK);
    CHECK_INT(set->errors, 1);
    dlp_ruleset_free(set);
}

TEST_MAIN(TEST(test_ruleset__describes_its_rules), TEST(test_ruleset__enables_by_glob_and_alias),
          TEST(test_ruleset__enables_by_tag), TEST(test_ruleset__finds_by_id_and_alias),
          TEST(test_ruleset__names_severities), TEST(test_ruleset__keeps_its_errors))
