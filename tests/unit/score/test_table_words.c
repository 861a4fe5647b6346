/* tests/unit/score/test_table_words.c - no statement is left out, whichever way of finding is used. */

#include "score/table_state.h"
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* May INSERT, REPLACE or COPY begin at text[at], as far as text[0, len) tells? */
static bool may_begin(const uint8_t *text, size_t at, size_t len)
{
    static const char *const words[] = { "insert", "replace", "copy" };

    if (at > 0 && !strchr(" \t\r\n", text[at - 1]))
        return false;
    for (size_t i = 0; i < 3; i++) {
        const size_t n = strlen(words[i]) < len - at ? strlen(words[i]) : len - at;

        if (strncasecmp((const char *)text + at, words[i], n) == 0)
            return true;
    }
    return false;
}

/* From each place on, every way stops at every statement, and only at places that could be one. */
static void check_all(const uint8_t *text, size_t len)
{
    uint8_t *const copy = malloc(len + 1); /* a byte too many is seen */

    memcpy(copy, text, len);
    for (size_t w = 0; dlp_table_word_nth(w); w++) {
        for (size_t from = 0; from <= len; from++) {
            const size_t found = dlp_table_word_nth(w)(copy, from, len);

            CHECK(found >= from && found <= len);
            CHECK_INT(found, dlp_table_word_nth(0)(copy, from, len));
            for (size_t at = from; at < found; at++)
                if (may_begin(copy, at, len))
                    CHECK_INT(found, at);
            if (found < len)
                CHECK(strchr("irc", copy[found] | 0x20) != NULL);
        }
    }
    free(copy);
}

static void test_table_words__in_each_place(void)
{
    static const char *const words[] = { "INSERT", "replace", "cOpY", "ins", "Re", "c" };
    uint8_t text[150];

    for (size_t len = 1; len <= sizeof(text); len += 7)
        for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
            for (size_t at = 0; at < len; at++) {
                const size_t n = strlen(words[w]) < len - at ? strlen(words[w]) : len - at;

                memset(text, 'a', len);
                memcpy(text + at, words[w], n);
                if (at > 0)
                    text[at - 1] = (uint8_t) "\n\t x"[at % 4];
                check_all(text, len);
            }
}

static void test_table_words__in_dense_text(void)
{
    static const char letters[] = "\n  inscopryeINSCOPY\t\r";
    uint8_t text[200];
    uint32_t seed = 3;

    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof(text); i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = (uint8_t)letters[(seed >> 8) % (sizeof(letters) - 1)];
        }
        check_all(text, sizeof(text));
    }
}

TEST_MAIN(TEST(test_table_words__in_each_place), TEST(test_table_words__in_dense_text))
