/* tests/unit/rules/test_examples.c - marked and unmarked examples. */

#include "unit/rules/rules_fixture.h"

static void check_examples(const char *list, const char *want)
{
    char text[1024];

    (void)snprintf(text, sizeof(text),
                   "%spattern = \"x\"; counter_examples = [\"b\"];\nexamples = %s;});", RULE_HEAD,
                   list);
    check_bad(text, 0, want);
}

static void test_examples__refuses_wrong_markers(void)
{
    check_examples("[\"a\",\n\"<<b\"]",
                   "t:7: test.rule: an element of 'examples' has \"<<\" without \">>\"\n");
    check_examples("[\">>a<<\"]",
                   "t:6: test.rule: an element of 'examples' has \"<<\" without \">>\"\n");
    check_examples(
        "[\"<<>>\"]",
        "t:6: test.rule: an element of 'examples' marks nothing between \"<<\" and \">>\"\n");
    check_examples(
        "[\"<<a>> <<b>>\"]",
        "t:6: test.rule: an element of 'examples' has \"<<\" twice: one value can be marked\n");
    check_examples(
        "[\"<<a>>>>\"]",
        "t:6: test.rule: an element of 'examples' has \">>\" twice: one value can be marked\n");
    check_examples("[\"\"]", "t:6: test.rule: an element of 'examples' is empty\n");
    check_examples("[]",
                   "t:6: test.rule: 'examples' is empty: a rule proves itself with at least one\n");
}

static void test_examples__marks_the_value(void)
{
    dlp_ruleset *const set =
        load_good(RULE_HEAD "pattern = \"x\"; counter_examples = [\"<<a>>\"];"
                            "examples = [\"<<abc>>\", \"1 >> 2\", \"x<<y>>\", \"<<y>>z\"];});");
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_STR(r->examples[0].text, "abc");
    CHECK_INT(r->examples[0].start, 0);
    CHECK_INT(r->examples[0].end, 3);
    CHECK_STR(r->examples[1].text, "1 >> 2");
    CHECK_INT(r->examples[1].end, 0);
    CHECK_STR(r->examples[2].text, "xy");
    CHECK_INT(r->examples[2].start, 1);
    CHECK_INT(r->examples[2].end, 2);
    CHECK_STR(r->examples[3].text, "yz");
    CHECK_INT(r->examples[3].len, 2);
    CHECK_STR(r->counter_examples[0].text, "a");
    dlp_ruleset_free(set);
}

TEST_MAIN(TEST(test_examples__refuses_wrong_markers), TEST(test_examples__marks_the_value))
