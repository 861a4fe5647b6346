/* tests/unit/rules/test_test_values.c - published test values at a low confidence, and back. */

#include "unit/rules/rules_fixture.h"

#include <dlp/dlp.h>

/* clang-format off */
#define MANY "rejects = [\"epoch\", \"uuid\", \"hash\", \"version\", \"decimal\", \"dummy\", \"row\", "     \
             "\"url\", \"placeholder\", \"documentation\", \"fictional_phone\", "                             \
             "\"published_sample\", \"test_card\"];"
/* clang-format on */
static const char text[] = "version = 1;\nrules = (\n" //
    SMALL_RULE("a.few", "rejects = [\"uuid\"];") ",\n" //
    SMALL_RULE("a.many", MANY) ",\n"                   //
    SMALL_RULE("a.has", "rejects = [\"test_value\", \"row\"];") ");\n";

static void check_rejects(const dlp_ruleset *set, size_t few, size_t many, size_t has)
{
    CHECK_INT(set->rules[0].rejects_len, few);
    CHECK_INT(set->rules[1].rejects_len, many);
    CHECK_INT(set->rules[2].rejects_len, has);
}

static void test_test_values__are_one_more_reject(void)
{
    dlp_ruleset *const set = load_good(text);
    const struct dlp_reject *const *const before = set->rules[0].rejects;

    CHECK_INT(dlp_ruleset_test_values(set, DLP_TEST_VALUES_LOW, NULL), DLP_OK);
    check_rejects(set, 2, 14, 2);
    CHECK_STR(set->rules[0].rejects[1]->name, "test_value");
    CHECK(set->rules[0].rejects != before);
    CHECK_INT(dlp_ruleset_test_values(set, DLP_TEST_VALUES_LOW, NULL), DLP_OK);
    check_rejects(set, 2, 14, 2);
    CHECK_INT(dlp_ruleset_test_values(set, DLP_TEST_VALUES_FULL, NULL), DLP_OK);
    check_rejects(set, 1, 13, 1);
    CHECK_STR(set->rules[2].rejects[0]->name, "row");
    CHECK_INT(dlp_ruleset_test_values(set, (enum dlp_test_values)2, NULL), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_test_values(NULL, DLP_TEST_VALUES_LOW, NULL), DLP_EINVAL);
    dlp_ruleset_free(set);
}

TEST_MAIN(TEST(test_test_values__are_one_more_reject))
