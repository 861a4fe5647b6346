/* tests/unit/base/test_breaks.c - all ways of counting that this processor has give the plain answer. */

#include "base/breaks.h"
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

static uint64_t plain(const uint8_t *text, size_t len)
{
    uint64_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += text[i] == '\n' || (text[i] == '\r' && !(i + 1 < len && text[i + 1] == '\n'));
    return n;
}

/* On an exact copy, so that a byte too many is seen. */
static void check_all(const uint8_t *text, size_t len)
{
    uint8_t *const copy = malloc(len + 1);

    memcpy(copy, text, len);
    for (size_t i = 0; dlp_breaks_nth(i); i++)
        CHECK_INT(dlp_breaks_nth(i)(copy, len), plain(text, len));
    CHECK_INT(dlp_breaks_count(copy, len), plain(text, len));
    free(copy);
}

static void test_breaks__each_length_and_place(void)
{
    uint8_t text[140];

    for (size_t len = 0; len <= sizeof(text); len++) {
        memset(text, 'a', sizeof(text));
        check_all(text, len);
        for (size_t at = 0; at < len; at++) {
            text[at] = '\n';
            check_all(text, len);
            text[at] = '\r';
            check_all(text, len);
            if (at + 1 < len) {
                text[at + 1] = '\n';
                check_all(text, len);
                text[at + 1] = 'a';
            }
            text[at] = 'a';
        }
    }
}

static void test_breaks__dense_and_long(void)
{
    static const char *const some[] = { "\n", "\r", "\r\n", "\n\r", "a\r", "\xff\x8a\n" };
    uint8_t *const text = malloc(40000);

    for (size_t s = 0; s < sizeof(some) / sizeof(some[0]); s++) {
        const size_t n = strlen(some[s]);

        for (size_t i = 0; i < 40000; i++)
            text[i] = (uint8_t)some[s][i % n];
        check_all(text, 40000);
        check_all(text, 39999);
    }
    for (uint32_t i = 0, seed = 7; i < 40000; i++) {
        seed = seed * 1664525u + 1013904223u;
        text[i] = (uint8_t) "\r\n\rab\n  "[seed >> 29];
    }
    check_all(text, 40000);
    free(text);
}

TEST_MAIN(TEST(test_breaks__each_length_and_place), TEST(test_breaks__dense_and_long))
