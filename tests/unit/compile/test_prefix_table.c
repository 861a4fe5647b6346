/* tests/unit/compile/test_prefix_table.c - which prefixes the class lane may look for. */

#include "compile/prefix_table.h"

#include "unit/test.h"

static bool by_run(const char *prefix, const char *pattern, enum dlp_border border)
{
    const char *prefixes[] = { prefix };
    const struct dlp_rule rule = {
        .kind = DLP_RULE_PREFIX, .border = border, .pattern = pattern, .prefixes = { prefixes, 1 }
    };

    return dlp_prefix_by_run(&rule);
}

static void test_prefix_table__wants_a_run_that_no_match_can_lack(void)
{
    CHECK(by_run("ab_", "ab_[A-Za-z0-9]{13}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[A-Za-z0-9]{12}", DLP_BORDER_TOKEN));
    CHECK(by_run("ab_", "ab_(?:live|test)_[A-Z0-9]{8}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_(?:live|)_[A-Z0-9]{8}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_(?:li.e|test)_[A-Z0-9]{30}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[A-Za-z0-9+]{40}", DLP_BORDER_TOKEN));
    CHECK(by_run("ab_", "ab_[A-D2-4_]{13}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[A-z]{40}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[+-9]{40}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[^A-Z]{40}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_\\w{40}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[a-z]{40}|ab_x", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[a-z]{40}\\.x|ab_x", DLP_BORDER_TOKEN));
    CHECK(by_run("ab_", "ab_[a-z]{40}(?:a|b)[|]\\|", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[a-z]*", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab_", "ab_[A-Za-z0-9]{40}", DLP_BORDER_WORD));
}

static void test_prefix_table__a_head_stands_before_the_run(void)
{
    CHECK(by_run("ab.", "ab\\.[A-Za-z0-9]{16}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab.", "ab\\.[A-Za-z0-9]{15}", DLP_BORDER_TOKEN));
    CHECK(!by_run("ab.", "a(?:b)\\.[A-Za-z0-9]{16}", DLP_BORDER_TOKEN));
    CHECK(!by_run(".a", "\\.a[A-Za-z0-9]{16}", DLP_BORDER_TOKEN));
    CHECK_INT(dlp_prefix_head("v1.0-"), 3);
    CHECK_INT(dlp_prefix_head("ab_"), 0);
}

TEST_MAIN(TEST(test_prefix_table__wants_a_run_that_no_match_can_lack),
          TEST(test_prefix_table__a_head_stands_before_the_run))
