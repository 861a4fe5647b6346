/* tests/unit/compile/test_pattern_needs.c - what every match holds at the least: never too much. */

#include "compile/pattern.h"
#include "support/lanes.h"
#include "unit/test.h"

static const struct {
    const char *pattern;
    struct dlp_needs needs; /* digits, letters, others */
} samples[] = {
    { "", { 0, 0, 0 } },
    { "abc", { 0, 3, 0 } },
    { "A1-", { 1, 1, 1 } },
    { "[0-9]{3}-[0-9]{2}", { 5, 0, 1 } },
    { "[A-Z]{2}[0-9]{7}", { 7, 2, 0 } },
    { "[A-z]", { 0, 0, 0 } },
    { "[!-~]{9}", { 0, 0, 0 } },
    { "[0-9A-F]{32}", { 0, 0, 0 } },
    { "[13][a-z0-9]{25,34}", { 1, 0, 0 } },
    { "[ .\\-]?[0-9]", { 1, 0, 0 } },
    { "[ .\\-][0-9]", { 1, 0, 1 } },
    { "[.-][0-9]", { 1, 0, 1 } },
    { "[]a]x", { 0, 1, 0 } },
    { "[^0-9]{4}", { 0, 0, 0 } },
    { "(?:1[ .]?)?(?:\\([2-9]{3}\\) ?|[2-9]{3}[ .])[0-9]{4}", { 7, 0, 1 } },
    { "a|bb|1", { 0, 0, 0 } },
    { "a1|bb2", { 1, 1, 0 } },
    { "(a+b*){2,}?c", { 0, 3, 0 } },
    { "(?:ab){300}", { 0, 255, 0 } },
    { "a{2}+b{0,5}", { 0, 2, 0 } },
    { "a{x}", { 0, 2, 2 } },
    { "\\d\\d\\w\\s", { 2, 0, 1 } },
    { "\\.\\x41", { 0, 0, 1 } },
    { "(?<value>[0-9]{6})", { 6, 0, 0 } },
    { "(?P<value>[0-9]{6})", { 6, 0, 0 } },
    { "(?<=abc)(?<!d)1(?=xyz)(?!z)\\b", { 1, 0, 0 } },
    { "(?i)k1", { 1, 1, 0 } },
    { "(?i:k)1", { 1, 1, 0 } },
    { "^a$.", { 0, 1, 0 } },
    { "\xd0\xb8", { 0, 0, 2 } },
    /* Not known: nothing is said. */
    { "(a)\\1b", { 0, 0, 0 } },
    { "\\p{Lu}1", { 0, 0, 0 } },
    { "[[:digit:]]1", { 0, 0, 0 } },
    { "(?x)a b", { 0, 0, 0 } },
    { "(*UCP)1", { 0, 0, 0 } },
    { "a{,3}", { 0, 0, 0 } },
    { "(1", { 0, 0, 0 } },
    { "1)", { 0, 0, 0 } },
    { "[1", { 0, 0, 0 } },
};

static void test_pattern_needs__reads_structure(void)
{
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        struct dlp_needs needs;

        dlp_pattern_needs(&needs, samples[i].pattern);
        CHECK_INT(needs.digits, samples[i].needs.digits);
        CHECK_INT(needs.letters, samples[i].needs.letters);
        CHECK_INT(needs.others, samples[i].needs.others);
        if (needs.digits != samples[i].needs.digits || needs.letters != samples[i].needs.letters
            || needs.others != samples[i].needs.others)
            printf("# %s\n", samples[i].pattern);
    }
}

/* Nesting deeper than anybody writes is not followed. */
static void test_pattern_needs__gives_up_on_deep_nesting(void)
{
    char deep[512];
    struct dlp_needs needs;

    memset(deep, '(', 100);
    deep[100] = '1';
    memset(deep + 101, ')', 100);
    deep[201] = '\0';
    dlp_pattern_needs(&needs, deep);
    CHECK_INT(needs.digits, 0);
}

static struct dlp_needs held(const uint8_t *text, size_t len)
{
    struct dlp_needs needs = { 0, 0, 0 };

    for (size_t i = 0; i < len; i++) {
        const bool digit = (uint8_t)(text[i] - '0') < 10;
        const bool letter = (uint8_t)((text[i] | 0x20) - 'a') < 26;

        needs.digits = (uint8_t)(needs.digits + digit);
        needs.letters = (uint8_t)(needs.letters + letter);
        needs.others = (uint8_t)(needs.others + (!digit && !letter));
    }
    return needs;
}

/* The values of all shipped examples hold what their patterns are said to need. */
static void test_pattern_needs__no_example_holds_less(void)
{
    dlp_scanner *shipped[2] = { NULL, NULL };
    size_t examples = 0, needy = 0;

    lanes_scanners(shipped, NULL, NULL);
    for (size_t i = 0; i < shipped[0]->db->rules_len; i++) {
        const struct dlp_rule_code *const code = &shipped[0]->db->rules[i];

        if (code->rule.kind != DLP_RULE_PATTERN && code->rule.kind != DLP_RULE_RUN
            && code->rule.kind != DLP_RULE_HEAD)
            continue;
        for (size_t e = 0; e < code->rule.examples_len; e++) {
            const struct dlp_rule_example *const x = &code->rule.examples[e];
            const struct dlp_needs have = held((const uint8_t *)x->text, x->len);

            CHECK(have.digits >= code->needs.digits && have.letters >= code->needs.letters
                  && have.others >= code->needs.others);
            examples++;
            needy += code->needs.digits > 0 || code->needs.letters > 0;
        }
    }
    CHECK(examples > 20 && needy > 10);
    lanes_free(shipped);
}

TEST_MAIN(TEST(test_pattern_needs__reads_structure),
          TEST(test_pattern_needs__gives_up_on_deep_nesting),
          TEST(test_pattern_needs__no_example_holds_less))
