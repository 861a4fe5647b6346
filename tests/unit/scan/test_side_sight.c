/* tests/unit/scan/test_side_sight.c - how many bytes beside a value decide. */

#include "scan/side_sight.h"
#include "unit/test.h"

static void test_side_sight__counts_what_is_looked_at(void)
{
    static const struct {
        const char *pattern;
        unsigned before, after;
    } cases[] = {
        { "(?<![A-Za-z0-9_])", 1, 0 },
        { "(?<![A-Za-z0-9_+/.])(?<![^A-Za-z0-9_\\-]=)", 2, 0 },
        { "(?<!\\+)|(?<=[A-Za-z0-9_]\\+)", 2, 0 },
        { "(?<!\\xc2[\\xa3\\xa5]|\\xe2\\x82\\xac|[\\xc3-\\xca][\\x80-\\xbf])", 3, 0 },
        { "(?<!SK )", 3, 0 },
        { "(?![$%])", 0, 1 },
        { "(?![A-Za-z0-9_/]|[.\\-][0-9])", 0, 2 },
        { "(?!abcd)", 0, 4 },
        /* Too far, or not known how far. */
        { "(?!abcde)", 0, 0 },
        { "(?<!\\b[0-9a-f]{2}:)", 0, 0 },
        { "(?<![a-z]+)", 0, 0 },
        { "(?<=\\A|x)", 0, 0 },
        { "(?<!(?<=a)b)", 0, 0 },
        { "(?!$)", 0, 0 },
        { "(?![A-Za-z0-9_]|[./\\-][0-9])|T[0-9]{2}:", 0, 0 },
        { "(?<![0-9])[0-9]{1,3}-", 0, 0 },
        { "(?<!\\d", 0, 0 },
        { "(?<![a", 0, 0 },
        { "", 0, 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        CHECK_INT(dlp_side_sight(cases[i].pattern, false), cases[i].before);
        CHECK_INT(dlp_side_sight(cases[i].pattern, true), cases[i].after);
    }
}

TEST_MAIN(TEST(test_side_sight__counts_what_is_looked_at))
