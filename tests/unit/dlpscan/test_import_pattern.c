/* tests/unit/dlpscan/test_import_pattern.c - patterns of other scanners become ours, or are refused. */

#include "unit/test.h"

#include "dlpscan/import_rule.h"

#include <string.h>

static void check(const char *pattern, const char *want)
{
    struct buffer out = BUFFER_INIT;
    bool ignore_case, bounded;
    const char *const why = import_pattern(&out, &ignore_case, &bounded, pattern);

    CHECK_STR(why ? why : buffer_string(&out), want);
    buffer_free(&out);
}

static void test_import_pattern__names_the_value(void)
{
    check("a(b)(c)", "a(?<value>b)(?:c)");
    check("a(?:b)(?P<x>c)(?<y>d)", "a(?:b)(?<value>c)(?:d)");
    check("(?<=a)(?<!b)c(?=d)", "(?<=a)(?<!b)c(?=d)");
    check("\\(a\\)[(](b)", "\\(a\\)[(](?<value>b)");
    check("plain", "plain");
}

static void test_import_pattern__takes_flags_from_the_front(void)
{
    bool ignore_case = false, bounded = true;
    struct buffer out = BUFFER_INIT;

    CHECK(import_pattern(&out, &ignore_case, &bounded, "  (?xi) a b # c\n [d e] \\ f") == NULL);
    CHECK_STR(buffer_string(&out), "ab[de]\\ f");
    CHECK(ignore_case && !bounded);
    buffer_free(&out);
    check("(?s)a.b", "(?s)a.b");
    check("(?i:a)b c", "(?i:a)b c");
    check("(?U)a", "the flag U (swap greed) has no counterpart");
}

static void test_import_pattern__closes_open_repeats(void)
{
    check("a+b*c{3,}d{2,5}e{4}f{x", "a{1,201}b{0,200}c{3,203}d{2,5}e{4}f{x");
    check("a+?b*+", "a{1,201}?b{0,200}");
    check("[+*]{2,}\\+", "[+*]{2,202}\\+");
}

static void test_import_pattern__refuses_what_has_no_counterpart(void)
{
    check("(a)\\1", "it refers back to a group");
    check("\\pL", "it has a Unicode class (\\p): patterns are bytes here");
    check("[a[b]]", "it has a class within a class");
    check("[a-z&&b]", "it has an operation on classes (&&, -- or ~~)");
    check("[a", "a class is not closed");
    check("[]a", "a class is not closed");
    check("a\\", "it ends in a backslash");
    check("[[:alpha:]]", "[[:alpha:]]");
    check("", "");
}

TEST_MAIN(TEST(test_import_pattern__names_the_value),
          TEST(test_import_pattern__takes_flags_from_the_front),
          TEST(test_import_pattern__closes_open_repeats),
          TEST(test_import_pattern__refuses_what_has_no_counterpart))
