/* tests/unit/base/test_utf8.c - decoding that survives anything. */

#include "base/utf8.h"
#include "unit/test.h"

static void test_utf8__counts_strays(void)
{
    static const struct {
        const char *text;
        size_t len, strays;
    } cases[] = {
        { "anna\xd0\xb6x123", 10, 0 },
        { "\xb6\xb6 cut at both ends \xe5\x8d", 23, 0 },
        { "\xff and \xc8\x01 then", 14, 2 },
        { "a\xff\xff\xff\xff\xff\xff", 7, 3 }, /* the last three may be cut */
        { "", 0, 0 },
    };

    CHECK_INT(dlp_utf8_strays((const uint8_t *)"\xff\xff\xff\xff\xff\xff\xff", 7, 2), 3);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        CHECK_INT(dlp_utf8_strays((const uint8_t *)cases[i].text, cases[i].len, 9),
                  cases[i].strays);
}

static void test_utf8__decodes_and_counts(void)
{
    static const struct {
        const char *text;
        size_t len;
        int32_t first;
        size_t used;
        unsigned count;
    } cases[] = {
        { "a", 1, 'a', 1, 1 },
        { "\0b", 2, 0, 1, 2 },
        { "\xd0\xb6x", 3, 0x436, 2, 2 },
        { "\xe5\x8d\xa1", 3, 0x5361, 3, 1 },
        { "\xf0\x9f\x98\x80", 4, 0x1f600, 4, 1 },
        { "\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4, 1 },
        { "\xf4\x90\x80\x80", 4, -1, 1, 4 }, /* above U+10FFFF */
        { "\xc0\xaf", 2, -1, 1, 2 },         /* overlong */
        { "\xe0\x80\xaf", 3, -1, 1, 3 },
        { "\xf0\x80\x80\xaf", 4, -1, 1, 4 },
        { "\xed\xa0\x80", 3, -1, 1, 3 }, /* surrogate */
        { "\xd0", 1, -1, 1, 1 },         /* cut short */
        { "\xe5\x8d", 2, -1, 1, 2 },
        { "\xf0\x9f\x98", 3, -1, 1, 3 },
        { "\xe5\x8dz", 3, -1, 1, 3 },
        { "\x80", 1, -1, 1, 1 },
        { "\xff", 1, -1, 1, 1 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint8_t *const data = (const uint8_t *)cases[i].text;
        int32_t cp = 0;

        CHECK_INT(dlp_utf8_next(data, cases[i].len, &cp), cases[i].used);
        CHECK_INT(cp, cases[i].first);
        CHECK_INT(dlp_utf8_count(data, cases[i].len), cases[i].count);
    }
    CHECK_INT(dlp_utf8_count(NULL, 0), 0);
}

static void test_utf8__count_is_the_same_at_every_place(void)
{
    uint8_t text[200];

    for (size_t at = 0; at < sizeof(text) - 3; at++) {
        memset(text, 'a', sizeof(text));
        memcpy(text + at, "\xe5\x8d\xa1", 3);
        CHECK_INT(dlp_utf8_count(text, sizeof(text)), sizeof(text) - 2);
        CHECK_INT(dlp_utf8_count(text, at + 2), at + 2); /* cut: two stray bytes */
        text[at + 1] = 'z';
        CHECK_INT(dlp_utf8_count(text, sizeof(text)), sizeof(text));
    }
}

TEST_MAIN(TEST(test_utf8__counts_strays), TEST(test_utf8__decodes_and_counts),
          TEST(test_utf8__count_is_the_same_at_every_place))
