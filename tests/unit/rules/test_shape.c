/* tests/unit/rules/test_shape.c - the language of digit shapes and ranges. */

#include "rules/shape.h"

#include "unit/test.h"

static void test_shape__reads_groups_and_separators(void)
{
    struct dlp_shape s;

    CHECK(dlp_shape_parse(&s, "3-2 4") == NULL);
    CHECK_INT(s.groups, 3);
    CHECK_INT(s.group[0].min, 3);
    CHECK_INT(s.group[0].max, 3);
    CHECK_INT(s.group[0].separator, '-');
    CHECK_INT(s.group[1].separator, ' ');
    CHECK_INT(s.group[2].min, 4);
    CHECK_INT(s.group[2].separator, 0);
    CHECK_STR(s.tail, "");
}

static void test_shape__reads_ranges_and_tails(void)
{
    struct dlp_shape s;

    CHECK(dlp_shape_parse(&s, "1:3.1:3.1:3.1:3") == NULL);
    CHECK_INT(s.groups, 4);
    CHECK_INT(s.group[3].min, 1);
    CHECK_INT(s.group[3].max, 3);
    CHECK(dlp_shape_parse(&s, "17X") == NULL);
    CHECK_INT(s.group[0].max, 17);
    CHECK_STR(s.tail, "X");
    CHECK(dlp_shape_parse(&s, "6-1:4k") == NULL);
    CHECK_STR(s.tail, "K");
    CHECK(dlp_shape_parse(&s, "6+4") == NULL);
    CHECK(dlp_shape_parse(&s, "64") == NULL);
    CHECK(dlp_shape_parse(&s, "1-1-1-1-1-1-1-1") == NULL);
}

static void test_shape__reads_heads_and_tails(void)
{
    struct dlp_shape s;

    CHECK(dlp_shape_parse(&s, "Gb 3 4 2") == NULL);
    CHECK_STR(s.head, "GB ");
    CHECK_INT(s.head_len, 3);
    CHECK_INT(s.groups, 3);
    CHECK_INT(s.tail_len, 0);
    CHECK(dlp_shape_parse(&s, "@@6-@") == NULL);
    CHECK_STR(s.head, "@@");
    CHECK_STR(s.tail, "-@");
    CHECK(dlp_shape_parse(&s, "3.3.3 MVA") == NULL);
    CHECK_STR(s.tail, " MVA");
    CHECK(dlp_shape_parse(&s, "3@2") == NULL); /* between digits it is a separator */
    CHECK_INT(s.group[0].separator, '@');
    CHECK_INT(s.tail_len, 0);
    CHECK(dlp_shape_parse(&s, "AB61X") == NULL);
}

static void test_shape__says_what_is_wrong(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "", "a number of at most 4 digits is missing" },
        { "-3", "a number of at most 4 digits is missing" },
        { "3-", "a number of at most 4 digits is missing" },
        { "3--2", "a number of at most 4 digits is missing" },
        { "12345", "a number of at most 4 digits is missing" },
        { "3:", "a number of at most 4 digits is missing behind \":\"" },
        { "0", "the least number must be 1 or more" },
        { "0:3", "the least number must be 1 or more" },
        { "5:3", "the first number is greater than the second" },
        { "65", "a number is too great" },
        { "40-40", "it can be longer than 64 bytes" },
        { "64X", "it can be longer than 64 bytes" },
        { "3:4:5", "\":\" cannot separate groups" },
        { "1-1-1-1-1-1-1-1-1", "more than 8 groups" },
        { "17X4", "a letter cannot separate groups" },
        { "17-X4", "a number of at most 4 digits is missing" },
        { "17-X-", "a number of at most 4 digits is missing" },
        { "17X:", "a number of at most 4 digits is missing" },
        { "17X\xc3\xa4X", "a separator must be a blank or an ASCII punctuation mark" },
        { "A - 9", "more than one separator stands between a letter and the digits" },
        { "9 -A", "more than one separator stands between a letter and the digits" },
        { "A:9", "a separator must be a blank or an ASCII punctuation mark" },
        { "ABCDEFGH9", "more than 7 characters stand before the first group, or behind the last" },
        { "9 ABCDEFG", "more than 7 characters stand before the first group, or behind the last" },
        { "AB62X", "it can be longer than 64 bytes" },
        { "AB63", "it can be longer than 64 bytes" },
        { "AB", "a number of at most 4 digits is missing" },
        { "3\xc2\xa0"
          "4",
          "a separator must be a blank or an ASCII punctuation mark" },
        { "3\t4", "a separator must be a blank or an ASCII punctuation mark" },
    };
    struct dlp_shape s;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        CHECK_STR(dlp_shape_parse(&s, cases[i].text), cases[i].want);
}

static void test_shape__reads_ranges_alone(void)
{
    unsigned min, max;

    CHECK(dlp_range_parse(&min, &max, "10:15", 64) == NULL);
    CHECK_INT(min, 10);
    CHECK_INT(max, 15);
    CHECK(dlp_range_parse(&min, &max, "7", 64) == NULL);
    CHECK_INT(max, 7);
    CHECK_STR(dlp_range_parse(&min, &max, "7-8", 64), "something stands behind the numbers");
    CHECK_STR(dlp_range_parse(&min, &max, "7:80", 64), "a number is too great");
}

TEST_MAIN(TEST(test_shape__reads_groups_and_separators), TEST(test_shape__reads_ranges_and_tails),
          TEST(test_shape__reads_heads_and_tails), TEST(test_shape__says_what_is_wrong),
          TEST(test_shape__reads_ranges_alone))
