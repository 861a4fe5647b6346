/* tests/unit/compile/test_facts.c - what is known of expressions is found again. */

#include "compile/facts.h"
#include "unit/test.h"

static struct dlp_fact fact_of(const char *expression, bool ignore_case, uint32_t width)
{
    struct dlp_fact fact = { .width = width, .flags = 3 };

    dlp_fact_id(fact.id, expression, ignore_case);
    return fact;
}

static const struct dlp_fact *find(struct dlp_facts *facts, const char *expression,
                                   bool ignore_case)
{
    uint8_t id[16];

    dlp_fact_id(id, expression, ignore_case);
    return dlp_facts_find(facts, id);
}

static void test_facts__are_of_expression_and_case(void)
{
    const struct dlp_fact loud = fact_of("ab", false, 2), quiet = fact_of("ab", true, 7);
    struct dlp_facts facts = DLP_FACTS_INIT;

    CHECK(find(&facts, "ab", false) == NULL);
    CHECK_INT(dlp_facts_add(&facts, &loud), DLP_OK);
    CHECK(find(&facts, "ab", true) == NULL);
    CHECK_INT(dlp_facts_add(&facts, &quiet), DLP_OK);
    CHECK(facts.grown);
    CHECK_INT(find(&facts, "ab", false)->width, 2);
    CHECK_INT(find(&facts, "ab", true)->width, 7);
    CHECK_INT(find(&facts, "ab", true)->flags, 3);
    CHECK(find(&facts, "abc", false) == NULL);
    dlp_facts_free(&facts);
}

static void test_facts__are_found_in_any_order(void)
{
    struct dlp_facts facts = DLP_FACTS_INIT, again = DLP_FACTS_INIT;
    char text[16];

    for (uint32_t i = 0; i < 300; i++) {
        (void)snprintf(text, sizeof(text), "x%u", i);
        const struct dlp_fact fact = fact_of(text, false, i);

        CHECK_INT(dlp_facts_add(&facts, &fact), DLP_OK);
    }
    CHECK_INT(dlp_facts_load(&again, facts.at, facts.len), DLP_OK);
    CHECK(!again.grown);
    for (uint32_t i = 0; i < 300; i++) {
        (void)snprintf(text, sizeof(text), "x%u", i * 7 % 300);
        CHECK_INT(find(&again, text, false)->width, i * 7 % 300);
    }
    CHECK_INT(dlp_facts_load(&again, NULL, 0), DLP_OK);
    CHECK(find(&again, "x1", false) == NULL);
    dlp_facts_free(&facts);
    dlp_facts_free(&again);
}

TEST_MAIN(TEST(test_facts__are_of_expression_and_case), TEST(test_facts__are_found_in_any_order))
