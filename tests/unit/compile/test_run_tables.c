/* tests/unit/compile/test_run_tables.c - runs by width, heads by the letters that a pattern allows. */

#include "compile/pattern.h"
#include "compile/run_tables.h"
#include "unit/test.h"

#define RULES_MAX 4

static struct dlp_rule_code codes[RULES_MAX];
static size_t codes_len;
static struct dlp_run_tables runs;
static struct dlp_head_tables heads;
static uint8_t pairs[16 * DLP_PAIRS_BYTES];

static void code_add(enum dlp_rule_kind kind, const char *pattern, unsigned min, unsigned max)
{
    struct dlp_rule_code *const code = &codes[codes_len++];
    struct dlp_diag diag = { NULL, NULL, 0, 0 };
    const struct dlp_pattern_site site = { &code->rule, "pattern", &diag };

    *code = (struct dlp_rule_code){ .rule = { .id = "x.rule", .file = "t", .kind = kind } };
    code->rule.run_min = (uint16_t)min;
    code->rule.run_max = (uint16_t)max;
    code->width = 100;
    dlp_pattern_needs(&code->needs, pattern);
    dlp_pattern_alphabet(code->alphabet, pattern, false);
    CHECK_INT(dlp_pattern_compile(&code->value, pattern, false,
                                  kind == DLP_RULE_HEAD ? DLP_ANCHOR_START : DLP_ANCHOR_END, &site),
              DLP_OK);
}

static void build(void)
{
    CHECK(dlp_head_rules(codes, codes_len) * DLP_PAIRS_BYTES <= sizeof(pairs));
    CHECK_INT(dlp_head_pairs(pairs, codes, codes_len), DLP_OK);
    CHECK_INT(dlp_run_tables_build(&runs, &heads, codes, codes_len, pairs), DLP_OK);
}

static void clear(void)
{
    dlp_run_tables_free(&runs, &heads);
    for (; codes_len > 0; codes_len--)
        pcre2_code_free(codes[codes_len - 1].value);
}

static bool listed(const uint32_t *refs, struct dlp_range range, uint32_t rule)
{
    for (uint32_t i = 0; i < range.len; i++)
        if (refs[range.first + i] == rule)
            return true;
    return false;
}

static void test_run_tables__know_each_width(void)
{
    code_add(DLP_RULE_RUN, "[0-9][a-z]{8,40}", 9, 41);
    code_add(DLP_RULE_RUN, "[0-9a-z]+", 60, 200);
    build();
    CHECK_INT(runs.min, 9);
    CHECK_INT(runs.max, 100);  /* no wider than a match can be */
    CHECK_INT(runs.wordy, 60); /* shorter ones have a digit */
    for (size_t width = 0; width < DLP_RUN_WIDTHS; width++) {
        CHECK_INT(listed(runs.refs, runs.by_width[width], 0), width >= 9 && width <= 41);
        CHECK_INT(listed(runs.refs, runs.by_width[width], 1), width >= 60);
    }
    CHECK(heads.refs == NULL);
    clear();
}

static void test_run_tables__know_what_small_letters_need(void)
{
    code_add(DLP_RULE_RUN, "[A-Z]{6}[0-9]{2}", 8, 8);
    code_add(DLP_RULE_RUN, "[a-z]{4}[0-9]{4,9}", 8, 13);
    build();
    CHECK(runs.wordy == SIZE_MAX && runs.bare == SIZE_MAX);
    CHECK_INT(runs.small, 8);
    CHECK_INT(runs.least[8], 2);
    CHECK_INT(runs.least_small[8], 4);
    CHECK_INT(runs.least_small[7], UINT8_MAX); /* no rule wants such a run */
    clear();
}

static bool pair(const char *letters, uint32_t rule)
{
    return listed(heads.refs,
                  heads.by_pair[dlp_head_pair((uint8_t)letters[0], (uint8_t)letters[1])], rule);
}

static void test_run_tables__know_the_letters_of_heads(void)
{
    code_add(DLP_RULE_HEAD, "(?:GB|D[EK])[0-9]{4}", 0, 0);
    code_add(DLP_RULE_HEAD, "[a-c]x[0-9]{2}", 0, 0);
    code_add(DLP_RULE_HEAD, "(?<![-])ZZ[0-9]{2}", 0, 0); /* looks behind: not asked */
    build();
    CHECK(pair("GB", 0) && pair("DE", 0) && pair("DK", 0));
    CHECK(!pair("GE", 0) && !pair("DB", 0) && !pair("ax", 0));
    CHECK(pair("ax", 1) && pair("cx", 1) && !pair("dx", 1) && !pair("xa", 1));
    CHECK(pair("AX", 1)); /* case does not part pairs: a superset */
    CHECK(pair("ZZ", 2) && pair("QQ", 2));
    CHECK_INT(heads.all.len, 3);
    CHECK_INT(runs.min, 0);
    clear();
}

TEST_MAIN(TEST(test_run_tables__know_each_width),
          TEST(test_run_tables__know_what_small_letters_need),
          TEST(test_run_tables__know_the_letters_of_heads))
