/* tests/unit/compile/test_chain_tables.c - rules with `digits` as bits of what a chain is like. */

#include "compile/chain_tables.h"
#include "compile/pattern.h"
#include "unit/test.h"

#define RULES 70u /* more than a set has */

static struct dlp_rule_code code[RULES];

static void rules_make(void)
{
    memset(code, 0, sizeof(code));
    for (unsigned i = 0; i < RULES; i++) {
        code[i].rule.kind = DLP_RULE_DIGITS;
        code[i].rule.digits_min = 10;
        code[i].rule.digits_max = (uint16_t)(11 + i % 3);
        dlp_pattern_alphabet(code[i].alphabet, "\\+?[0-9]{3}[ -][0-9]{7,9}", false);
        dlp_pattern_needs(&code[i].needs, "\\+?[0-9]{3}[ -][0-9]{7,9}");
        code[i].first['+' >> 3] |= 1u << ('+' & 7);
        code[i].first['0' >> 3] |= 0xffu;
    }
    code[1].rule.kind = DLP_RULE_PATTERN;
    code[2].rule.border = DLP_BORDER_NONE;
}

static void test_chain_tables__have_a_bit_for_each_rule(void)
{
    struct dlp_chain_tables tables;
    unsigned rules = 0;

    rules_make();
    CHECK_INT(dlp_chain_tables_build(&tables, code, RULES), DLP_OK);
    CHECK_INT(tables.len, 2);
    for (size_t i = 0; i < tables.len; i++)
        for (uint64_t left = tables.sets[i].all; left; left &= left - 1) {
            const unsigned bit = (unsigned)__builtin_ctzll(left);
            const uint32_t rule = tables.sets[i].rules[bit];

            CHECK(rule < RULES && rule != 1);
            CHECK_INT(tables.sets[i].borders[1u << DLP_BORDER_NONE] >> bit & 1u, rule == 2);
            CHECK(tables.sets[i].borders[(1u << DLP_BORDERS) - 1] >> bit & 1u);
            CHECK_INT(tables.sets[i].digits[13] >> bit & 1u, code[rule].rule.digits_max == 13);
            rules++;
        }
    CHECK_INT(rules, RULES - 1);
    dlp_chain_tables_free(&tables);
    dlp_chain_tables_free(&tables); /* once more is harmless */
}

static void test_chain_tables__say_what_a_match_may_be(void)
{
    struct dlp_chain_tables tables;
    const struct dlp_chain_set *set;

    rules_make();
    CHECK_INT(dlp_chain_tables_build(&tables, code, 1), DLP_OK);
    CHECK_INT(tables.len, 1);
    set = tables.sets;
    CHECK_INT(set->all, 1);
    CHECK(!set->digits[9] && set->digits[10] && set->digits[11] && !set->digits[12]);
    CHECK(set->width[0] && set->width[11] && !set->width[12]);
    CHECK(set->first['+'] && set->first['7'] && !set->first['-']);
    CHECK(set->holds['+'] && set->holds['7'] && set->holds['-'] && !set->holds['.']);
    CHECK(!set->others[0] && set->others[1] && set->others[DLP_CHAIN_OTHERS]);
    CHECK(set->joints[0]);
    for (unsigned i = 0; DLP_CHAIN_JOINTS[i]; i++)
        CHECK_INT(set->joints[DLP_GAP_JOINT(i)],
                  DLP_CHAIN_JOINTS[i] == ' ' || DLP_CHAIN_JOINTS[i] == '-');
    dlp_chain_tables_free(&tables);
}

static void test_chain_tables__without_such_rules_are_empty(void)
{
    struct dlp_chain_tables tables;

    CHECK_INT(dlp_chain_tables_build(&tables, NULL, 0), DLP_OK);
    CHECK_INT(tables.len, 0);
    dlp_chain_tables_free(&tables);
}

TEST_MAIN(TEST(test_chain_tables__have_a_bit_for_each_rule),
          TEST(test_chain_tables__say_what_a_match_may_be),
          TEST(test_chain_tables__without_such_rules_are_empty))
