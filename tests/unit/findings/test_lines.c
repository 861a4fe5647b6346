/* tests/unit/findings/test_lines.c - line and column (decision D9), however the bytes are passed. */

#include "base/utf8.h"
#include "findings/lines.h"
#include "unit/test.h"

#include <stdlib.h>

struct place {
    uint64_t line, column;
};

static struct place place_at(const char *text, size_t len, uint64_t offset)
{
    const struct dlp_window window = { (const uint8_t *)text, 0, len };
    const struct dlp_lines lines = { 0 };
    struct place p;

    dlp_lines_at(&lines, &window, offset, &p.line, &p.column);
    return p;
}
#define PLACE(text, offset, want_line, want_column)                                                \
  do {                                                                                             \
    const struct place p_ = place_at(text, sizeof(text) - 1, offset);                              \
    CHECK_INT(p_.line, want_line);                                                                 \
    CHECK_INT(p_.column, want_column);                                                             \
  } while (0)

static void test_lines__count_from_one(void)
{
    PLACE("", 0, 1, 1);
    PLACE("abc", 0, 1, 1);
    PLACE("abc", 2, 1, 3);
    PLACE("abc", 3, 1, 4);
}

static void test_lines__end_at_lf_crlf_and_cr(void)
{
    PLACE("a\nb", 1, 1, 2);
    PLACE("a\nb", 2, 2, 1);
    PLACE("a\r\nb", 3, 2, 1);
    PLACE("a\rb", 2, 2, 1);
    PLACE("\n\n\nx", 3, 4, 1);
    PLACE("\r\r\rx", 3, 4, 1);
    PLACE("\r\n\r\nx", 4, 3, 1);
    PLACE("\n\rx", 2, 3, 1);
    PLACE("a\rb\nc\r\nd\r\re", 7, 4, 1);
    PLACE("a\rb\nc\r\nd\r\re", 10, 6, 1);
    PLACE("a\r", 2, 2, 1);
    PLACE("a\n", 2, 2, 1);
}

/* Short stretches without a break are counted by words of eight bytes. */
static void test_lines__see_a_break_at_every_place(void)
{
    static const char *const breaks[] = { "\n", "\r", "\r\n", "\xc3\xa5" };
    char text[300];

    for (size_t len = 2; len < sizeof(text); len += len < 40 ? 1 : 37) {
        for (size_t at = 0; at + 2 <= len; at++) {
            for (size_t b = 0; b < 4; b++) {
                const size_t wide = strlen(breaks[b]);
                struct place p;

                memset(text, 'a', sizeof(text));
                memcpy(text + at, breaks[b], wide);
                p = place_at(text, sizeof(text), len);
                CHECK_INT(p.line, b < 3 ? 2 : 1);
                CHECK_INT(p.column, b < 3 ? len - at - wide + 1 : len);
            }
        }
    }
}

static void test_lines__columns_are_code_points(void)
{
    PLACE("åäö x", 7, 1, 5);
    PLACE("паспорт: 45", 16, 1, 10);
    PLACE("a\n卡号 4", 9, 2, 4);
    PLACE("\xf0\x9f\x98\x80x", 4, 1, 2);
    PLACE("e\xcc\x81x", 3, 1, 3); /* a mark is a code point of its own */
}

static void test_lines__a_byte_that_is_not_utf8_counts_one(void)
{
    PLACE("\xff\xfex", 2, 1, 3);
    PLACE("\xe5\xa5x", 2, 1, 3);     /* cut short */
    PLACE("\xc0\x80x", 2, 1, 3);     /* overlong */
    PLACE("\xed\xa0\x80x", 3, 1, 4); /* a surrogate */
    PLACE("\x80\x80\x80\x80\x80x", 5, 1, 6);
    PLACE("a\x80x", 2, 1, 3);
}

/* A value may begin with such a byte: text in another charset. */
static void test_lines__stray_bytes_have_columns_of_their_own(void)
{
    PLACE("a\x80\x81\x82x", 1, 1, 2);
    PLACE("a\x80\x81\x82x", 2, 1, 3);
    PLACE("a\x80\x81\x82x", 3, 1, 4);
    PLACE("\x80\x81\x82\x83\x84", 4, 1, 5);
}

/* The plain reading: line and column of each offset; 0 lines where an offset lies inside a
 * character, or between CR and LF. */
static void naive(struct place *places, const uint8_t *text, size_t len)
{
    struct place p = { 1, 1 };

    memset(places, 0, (len + 1) * sizeof(*places));
    for (size_t i = 0; i < len;) {
        int32_t cp;
        const size_t n = dlp_utf8_next(text + i, len - i, &cp);

        places[i] = p;
        if (cp == '\n' || (cp == '\r' && (i + 1 == len || text[i + 1] != '\n'))) {
            p.line++;
            p.column = 1;
        } else if (cp == '\r') {
            i++; /* the LF belongs to it */
            p.line++;
            p.column = 1;
        } else {
            p.column++;
        }
        i += n;
    }
    places[len] = p;
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Line ends, letters of each length and, when stray is set, broken pieces of them. */
static size_t random_text(uint8_t *text, size_t max, bool stray, uint32_t *state)
{
    static const char *const good[] = {
        "a", "b", " ", "\n", "\r", "\r\n", "\n\r", "å", "ж", "号", "\xf0\x9f\x98\x80", "xyz"
    };
    static const char *const bad[] = { "\x80",     "\xbf", "\xc3",     "\xe5\x8f",
                                       "\xf0\x9f", "\xff", "\xc0\x80", "\xed\xa0\x80" };
    size_t len = 0;

    while (len + 4 < max) {
        const char *const piece = stray && next_random(state) % 3 == 0
            ? bad[next_random(state) % 8]
            : good[next_random(state) % 12];

        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return len;
}

/* Pass the text in random steps, with a window that holds little more, and ask for every place. */
static size_t mistakes(const uint8_t *text, size_t len, const struct place *want, uint32_t *state)
{
    struct dlp_lines lines = { 0 };
    size_t wrong = 0;

    for (uint64_t to = 0; to < len; to += 1 + next_random(state) % 9) {
        const uint64_t reach = to + 24 < len ? to + 24 : len;
        const uint64_t first = lines.position > 4 ? lines.position - 4 : 0;
        uint8_t *const copy = malloc((size_t)(reach - first));
        const struct dlp_window window = { copy, first, (size_t)(reach - first) };

        memcpy(copy, text + first, (size_t)(reach - first));
        dlp_lines_advance(&lines, &window, to);
        CHECK(lines.position <= to && lines.position + 3 >= to);
        for (uint64_t at = to; at < reach && at < to + 20; at++) {
            struct place got;

            dlp_lines_at(&lines, &window, at, &got.line, &got.column);
            wrong +=
                want[at].line != 0 && (got.line != want[at].line || got.column != want[at].column);
        }
        free(copy);
    }
    return wrong;
}

static void property(bool stray)
{
    uint32_t state = 21;

    for (int round = 0; round < 1500; round++) {
        uint8_t text[200];
        struct place want[201];
        const size_t len = random_text(text, 8 + next_random(&state) % 190, stray, &state);
        size_t wrong;

        naive(want, text, len);
        wrong = mistakes(text, len, want, &state);
        if (wrong > 0) {
            printf("# round %d: %zu places are wrong\n", round, wrong);
            CHECK(!"the same as in one plain pass");
            return;
        }
    }
}

static void test_lines__any_steps_give_the_plain_answer(void)
{
    property(false);
}

static void test_lines__any_steps_give_the_plain_answer_for_broken_text(void)
{
    property(true);
}

/* However the bytes were passed, and whatever they are: one answer for each offset. */
static void test_lines__steps_do_not_show(void)
{
    uint32_t state = 77;

    for (int round = 0; round < 1500; round++) {
        uint8_t text[200];
        const size_t len = random_text(text, 8 + next_random(&state) % 190, true, &state);
        const struct dlp_window window = { text, 0, len };
        struct dlp_lines lines = { 0 };

        for (uint64_t at = 0; at < len; at++) {
            const struct place want = place_at((const char *)text, len, at);
            struct place got;

            dlp_lines_at(&lines, &window, at, &got.line, &got.column);
            if (got.line != want.line || got.column != want.column) {
                printf("# round %d, offset %d\n", round, (int)at);
                CHECK(!"the same");
                return;
            }
            if (next_random(&state) % 3 == 0)
                dlp_lines_advance(&lines, &window, at);
        }
    }
}

TEST_MAIN(TEST(test_lines__count_from_one), TEST(test_lines__end_at_lf_crlf_and_cr),
          TEST(test_lines__see_a_break_at_every_place), TEST(test_lines__columns_are_code_points),
          TEST(test_lines__a_byte_that_is_not_utf8_counts_one),
          TEST(test_lines__stray_bytes_have_columns_of_their_own),
          TEST(test_lines__any_steps_give_the_plain_answer),
          TEST(test_lines__any_steps_give_the_plain_answer_for_broken_text),
          TEST(test_lines__steps_do_not_show))
