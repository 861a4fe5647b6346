/* tests/unit/scan/test_class_sift.c - all implementations agree, and with a loop over bits. */

#include "scan/class_sift.h"
#include "unit/test.h"

#include <stdlib.h>

static uint64_t state = 88172645463325252u;
static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

/* Bits in runs, as in a text: each is the one before, or one time in so many another. */
static uint64_t next_word(unsigned turns)
{
    uint64_t word = 0, bit = next_random() & 1u;

    for (unsigned i = 0; i < 64; i++) {
        if (next_random() % turns == 0)
            bit ^= 1u;
        word |= bit << i;
    }
    return word;
}

static void rows_fill(struct dlp_class_rows *rows, unsigned turns)
{
    for (size_t w = 0; w <= DLP_CLASS_WORDS; w++) {
        const uint64_t alnum = next_word(turns), digit = next_word(turns);

        rows->digit[w] = alnum & digit;
        rows->letter[w] = alnum & ~digit;
        rows->small[w] = rows->letter[w] & next_word(turns);
        rows->joint[w] = ~alnum & next_word(turns);
        rows->token[w] = alnum | next_word(turns);
        rows->high[w] = rows->sign[w] = 0;
    }
}

static const struct dlp_sift_wants all_wants[] = {
    { .single = 6,
      .sided = 5,
      .heads = true,
      .tokens = true,
      .runs = true,
      .runs_four = true,
      .runs_eight = true },
    { .single = 1, .sided = 0, .single_strict = true, .wide = true, .words = true },
    { .single = 63, .sided = 63, .sided_strict = true, .runs = true, .runs_eight = true },
    { .single = 13, .sided = 2, .tokens = true, .wide = true, .heads = true, .runs = true },
};
#define WANTS (sizeof(all_wants) / sizeof(all_wants[0]))

static bool same_row(const uint64_t *a, const uint64_t *b)
{
    return memcmp(a + 1, b + 1, DLP_CLASS_WORDS * sizeof(*a)) == 0;
}

static void test_class_sift__all_agree(void)
{
    struct dlp_class_rows rows;
    struct dlp_sift want, got;
    size_t n = 0;

    for (unsigned round = 0; round < 400; round++) {
        rows_fill(&rows, 2 + round % 40);
        for (size_t i = 0; i < WANTS; i++) {
            dlp_class_sift_best()(&want, &rows, &all_wants[i], DLP_CLASS_WORDS);
            for (n = 0; dlp_class_sift_nth(n); n++) {
                memset(&got, 0xa5, sizeof(got));
                dlp_class_sift_nth(n)(&got, &rows, &all_wants[i], DLP_CLASS_WORDS);
                CHECK(same_row(want.groups, got.groups) && same_row(want.joined, got.joined));
                CHECK(same_row(want.sided, got.sided) && same_row(want.heads, got.heads));
                CHECK(same_row(want.runs, got.runs) && same_row(want.tokens, got.tokens));
                CHECK(same_row(want.wide, got.wide) && same_row(want.any, got.any));
            }
        }
    }
    printf("# %zu implementations\n", n);
}

/* Bytes of the row that end right before place `at` of word w, up to `most`. */
static unsigned run_before(const uint64_t *row, size_t w, unsigned at, unsigned most)
{
    const size_t place = w * 64 + at;
    unsigned n = 0;

    while (n < most && n < place && row[(place - n - 1) / 64] >> (place - n - 1) % 64 & 1u)
        n++;
    return n;
}

static void test_class_sift__runs_are_as_long_as_asked(void)
{
    struct dlp_class_rows rows;
    struct dlp_sift sift;

    for (unsigned round = 0; round < 60; round++) {
        rows_fill(&rows, 3 + round);
        dlp_class_sift_best()(&sift, &rows, &all_wants[0], DLP_CLASS_WORDS);
        for (size_t w = 2; w <= DLP_CLASS_WORDS; w++)
            for (unsigned at = 0; at < 64; at++) {
                const unsigned digits = run_before(rows.digit, w, at, 64);
                const bool ends = digits > 0 && !(rows.digit[w] >> at & 1u);
                const bool group = sift.groups[w] >> at & 1u, joined = sift.joined[w] >> at & 1u;

                CHECK(group == (ends && (joined || digits >= all_wants[0].single)));
                CHECK((sift.tokens[w] >> at & 1u)
                      == (run_before(rows.token, w, at, 17) == DLP_TOKEN_RUN));
            }
    }
}

static void test_class_sift__fewer_words_say_the_same(void)
{
    struct dlp_class_rows rows;
    struct dlp_sift all, some;

    rows_fill(&rows, 7);
    dlp_class_sift_best()(&all, &rows, &all_wants[0], DLP_CLASS_WORDS);
    for (size_t words = 1; words <= DLP_CLASS_WORDS; words++) {
        memset(&some, 0x55, sizeof(some));
        dlp_class_sift_best()(&some, &rows, &all_wants[0], words);
        for (size_t w = 1; w <= words; w++)
            CHECK(some.groups[w] == all.groups[w] && some.joined[w] == all.joined[w]
                  && some.sided[w] == all.sided[w] && some.heads[w] == all.heads[w]
                  && some.runs[w] == all.runs[w] && some.tokens[w] == all.tokens[w]
                  && some.wide[w] == all.wide[w] && some.any[w] == all.any[w]);
    }
}

TEST_MAIN(TEST(test_class_sift__fewer_words_say_the_same), TEST(test_class_sift__all_agree),
          TEST(test_class_sift__runs_are_as_long_as_asked))
