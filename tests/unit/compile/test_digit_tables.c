/* tests/unit/compile/test_digit_tables.c - shapes are found under the width of their last group. */

#include "compile/digit_tables.h"
#include "rules/shape.h"
#include "unit/test.h"

#define RULES_MAX 8
#define SHAPES_MAX 4

/* Rules by their shapes; "=10:15" stands for a rule with `digits` and a pattern, "" for another
 * kind of rule. */
struct fixture {
    struct dlp_rule_code code[RULES_MAX];
    struct dlp_shape shape[RULES_MAX][SHAPES_MAX];
    size_t len;
    struct dlp_digit_tables tables;
};
static struct fixture f;

static void rule_add(const char *const *shapes)
{
    struct dlp_rule *const rule = &f.code[f.len].rule;

    rule->kind = shapes[0][0] ? DLP_RULE_DIGITS : DLP_RULE_PATTERN;
    if (shapes[0][0] == '=') {
        unsigned min, max;

        CHECK(dlp_range_parse(&min, &max, shapes[0] + 1, 64) == NULL);
        rule->digits_min = (uint16_t)min;
        rule->digits_max = (uint16_t)max;
        f.len++;
        return;
    }
    rule->shapes = f.shape[f.len];
    for (; shapes[rule->shapes_len] && shapes[0][0]; rule->shapes_len++)
        CHECK(dlp_shape_parse(&f.shape[f.len][rule->shapes_len], shapes[rule->shapes_len]) == NULL);
    f.len++;
}
#define RULE(...) rule_add((const char *const[]){ __VA_ARGS__, NULL })

static void start(void)
{
    memset(&f, 0, sizeof(f));
}

static void build(void)
{
    CHECK_INT(dlp_digit_tables_build(&f.tables, f.code, f.len), DLP_OK);
}

/* Is a layout of that rule, with so many groups, among those of the width? */
static bool listed(const struct dlp_range *range, uint32_t rule, unsigned groups)
{
    for (uint32_t i = 0; i < range->len; i++) {
        const struct dlp_layout *const l = &f.tables.layouts[f.tables.refs[range->first + i]];

        if (l->rule == rule && l->shape.groups == groups)
            return true;
    }
    return false;
}

static void test_digit_tables__a_shape_is_listed_under_each_width_of_its_last_group(void)
{
    start();
    RULE("13:19");
    RULE("3-2-4", "9");
    RULE("4 4 4 1:3");
    build();
    for (unsigned width = 0; width <= DLP_CHAIN_MAX; width++) {
        const struct dlp_range *const single = &f.tables.by_width[DLP_LAYOUTS_SINGLE][width];
        const struct dlp_range *const dashed = &f.tables.by_width[DLP_LAYOUTS_DASHED][width];
        const struct dlp_range *const spaced = &f.tables.by_width[DLP_LAYOUTS_SPACED][width];

        CHECK_INT(listed(single, 0, 1), width >= 13 && width <= 19);
        CHECK_INT(listed(single, 1, 1), width == 9);
        CHECK_INT(listed(dashed, 1, 3), width == 4);
        CHECK_INT(listed(spaced, 2, 4), width >= 1 && width <= 3);
        CHECK(!listed(dashed, 2, 4) && !listed(spaced, 1, 3));
        CHECK(!listed(single, 1, 3) && !listed(dashed, 1, 1));
    }
    dlp_digit_tables_free(&f.tables);
}

static void test_digit_tables__knows_the_separators_of_all_shapes(void)
{
    start();
    RULE("3-2-4", "3 2 4");
    RULE("3.3.3/2");
    build();
    for (unsigned b = 0; b < 256; b++)
        CHECK_INT((f.tables.gap[b] & DLP_GAP_SEPARATOR) != 0,
                  b == '-' || b == ' ' || b == '.' || b == '/');
    dlp_digit_tables_free(&f.tables);
    start();
    RULE("9X");
    build();
    for (unsigned b = 0; b < 256; b++)
        CHECK(!(f.tables.gap[b] & DLP_GAP_SEPARATOR) != 0);
    dlp_digit_tables_free(&f.tables);
}

static void test_digit_tables__needs_no_more_digits_than_any_shape_of_so_many_groups(void)
{
    start();
    RULE("13:19", "4 4 4 1:3");
    RULE("3-2-4");
    build();
    CHECK_INT(f.tables.need[1], 13);
    CHECK_INT(f.tables.need[2], 13);
    CHECK_INT(f.tables.need[3], 9);
    CHECK_INT(f.tables.need[4], 9);
    CHECK_INT(f.tables.need[DLP_CHAIN_GROUPS], 9);
    dlp_digit_tables_free(&f.tables);
    start();
    RULE("3-2-4");
    RULE("=7:15");
    build();
    for (size_t groups = 1; groups <= DLP_CHAIN_GROUPS; groups++)
        CHECK_INT(f.tables.need[groups], 7);
    dlp_digit_tables_free(&f.tables);
}

static void test_digit_tables__what_joins_chains_separates_groups(void)
{
    start();
    RULE("");
    RULE("=10:15");
    RULE("3=4");
    build();
    CHECK_INT(f.tables.layouts_len, 1);
    for (const char *s = DLP_CHAIN_JOINTS; *s; s++)
        CHECK_INT(f.tables.gap[(uint8_t)*s],
                  DLP_GAP_SEPARATOR | DLP_GAP_JOINT(s - (const char *)DLP_CHAIN_JOINTS));
    CHECK_INT(f.tables.gap['='], DLP_GAP_SEPARATOR);
    CHECK(!f.tables.gap[','] && !f.tables.gap['\n'] && !f.tables.gap['\t'] && !f.tables.gap[':']);
    dlp_digit_tables_free(&f.tables);
}

static void test_digit_tables__turn_a_shape_round(void)
{
    const struct dlp_layout *layout;

    start();
    RULE("3 4:6-2");
    build();
    layout = &f.tables.layouts[0];
    CHECK(layout->min[0] == 2 && layout->min[1] == 4 && layout->min[2] == 3);
    CHECK(layout->max[0] == 2 && layout->max[1] == 6 && layout->max[2] == 3);
    CHECK(layout->separators[0] == '-' && layout->separators[1] == ' ');
    CHECK(layout->joined[0] == 0xff && layout->joined[1] == 0xff && layout->joined[2] == 0);
    CHECK(layout->min[3] == 0 && layout->max[3] == DLP_CHAIN_MAX);
    dlp_digit_tables_free(&f.tables);
}

static void test_digit_tables__without_shapes_ask_for_what_no_text_has(void)
{
    start();
    RULE("");
    build();
    CHECK_INT(f.tables.layouts_len, 0);
    CHECK(f.tables.need[DLP_CHAIN_GROUPS] > DLP_CHAIN_MAX);
    dlp_digit_tables_free(&f.tables);
    CHECK_INT(dlp_digit_tables_build(&f.tables, NULL, 0), DLP_OK);
    CHECK(f.tables.need[DLP_CHAIN_GROUPS] > DLP_CHAIN_MAX);
    dlp_digit_tables_free(&f.tables);
    dlp_digit_tables_free(&f.tables); /* once more is harmless */
}

TEST_MAIN(TEST(test_digit_tables__a_shape_is_listed_under_each_width_of_its_last_group),
          TEST(test_digit_tables__knows_the_separators_of_all_shapes),
          TEST(test_digit_tables__needs_no_more_digits_than_any_shape_of_so_many_groups),
          TEST(test_digit_tables__what_joins_chains_separates_groups),
          TEST(test_digit_tables__turn_a_shape_round),
          TEST(test_digit_tables__without_shapes_ask_for_what_no_text_has))
