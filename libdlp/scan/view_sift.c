/* scan/view_sift.c - additions and shifts of rows of masks, four words at a time where the processor can.
 *
 * Most words with digits have none that is spelled out, and most signs have no digit near: here all of them go through
 * the same steps without a jump, and the compiler turns each loop into vectors. */

#include "scan/view_sift.h"

#include "scan/view_lane.h"

#define WORDS DLP_CLASS_WORDS
#define WORD 64u /* bits */
/* Into each of the functions that are made for a processor. */
#define EVERYWHERE static inline __attribute__((always_inline))

/* A mask of a word and of the one before; what lies further back counts as empty. */
struct pair {
    uint64_t before, here;
};
/* Bit i says what the byte n before i is, n from 1 to 63. */
EVERYWHERE uint64_t back(struct pair m, unsigned n)
{
    return m.here << n | m.before >> (WORD - n);
}
/* The bytes of m that one of `other` stands n before. */
EVERYWHERE struct pair after(struct pair m, struct pair other, unsigned n)
{
    return (struct pair){ m.before & other.before << n, m.here & back(other, n) };
}
EVERYWHERE struct pair without(struct pair a, struct pair b)
{
    return (struct pair){ a.before & ~b.before, a.here & ~b.here };
}

EVERYWHERE struct pair either(struct pair a, struct pair b)
{
    return (struct pair){ a.before | b.before, a.here | b.here };
}
/* These bytes and the five behind each: as wide as a gap may be. */
EVERYWHERE struct pair spread(struct pair m)
{
    const struct pair three = { m.before | m.before << 1 | m.before << 2,
                                m.here | back(m, 1) | back(m, 2) };

    return (struct pair){ three.before | three.before << 3, three.here | back(three, 3) };
}

/* The ends that have two others, and three others before them, each n bytes apart. */
EVERYWHERE uint64_t third(struct pair ends, unsigned n)
{
    return ends.here & back(ends, n) & back(ends, 2 * n);
}
EVERYWHERE uint64_t fourth(struct pair ends, unsigned n)
{
    const struct pair two = after(ends, ends, n);

    return two.here & back(two, 2 * n);
}

/* Groups in the ways that view_lane.c looks for, or in some that are nearly those. */
EVERYWHERE uint64_t groups_of(struct pair digit)
{
    const struct pair edge = { ~digit.before, ~digit.here };
    /* Ends of one digit and more, two and more, ... six and more. */
    const struct pair one = after(edge, digit, 1), two = after(one, digit, 2);
    const struct pair three = after(two, digit, 3), four = after(three, digit, 4);
    const struct pair five = after(four, digit, 5), six = after(five, digit, 6);
    const struct pair e1 = without(one, two), e2 = without(two, three), e3 = without(three, four);
    const struct pair e4 = without(four, five), e5 = without(five, six);
    const struct pair eight = after(after(six, digit, 7), digit, 8);
    const struct pair e8 = without(eight, after(eight, digit, 9));
    /* Groups of three and four, a number's last but one, that another one ends one to six bytes before. */
    const struct pair near3 = spread(e3), near4 = spread(e4);
    const struct pair chain =
        either(after(e4, near4, 5), either(after(e3, near3, 4), after(e2, near3, 3)));
    /* And four, six and five, of other cards. */
    const struct pair e6 = without(six, after(six, digit, 7));
    const uint64_t other = e5.here & back(spread(after(e6, near4, 7)), 6);

    return fourth(e1, 2) | fourth(e1, 3) | fourth(e1, 4) | fourth(e1, 5) | fourth(e2, 3)
        | fourth(e2, 4) | fourth(e2, 5) | fourth(e2, 6) | fourth(e2, 8) | fourth(e2, 10)
        | fourth(e3, 4) | third(e4, 7) | third(e4, 6) | third(e5, 6)
        | (e4.here & back(spread(chain), 5)) | other | (e8.here & (back(e8, 9) | back(e8, 10)));
}

#define LOT 16u /* words that are reckoned with in one go; WORDS are a multiple */

/* Words with digits enough, close together, so that none of the steps is spent on others. */
struct dense {
    uint64_t before[WORDS + 1], here[WORDS + 1], found[WORDS];
    uint8_t word[WORDS + 1];
};

EVERYWHERE void lot_reckon(uint64_t *restrict found, const uint64_t *restrict before,
                           const uint64_t *restrict here)
{
    for (size_t i = 0; i < LOT; i++)
        found[i] = groups_of((struct pair){ before[i], here[i] });
}

EVERYWHERE void digits_sift(struct dlp_view_sift *restrict out,
                            const struct dlp_class_rows *restrict rows, size_t words)
{
    struct dense dense;
    size_t len = 0;

    for (size_t w = 1; w <= words; w++) {
        const int digits =
            __builtin_popcountll(rows->digit[w - 1]) + __builtin_popcountll(rows->digit[w]);
        const bool many = digits >= (int)DLP_VIEW_DIGITS_LEAST;

        out->groups[w] = 0;
        out->digits[w] = many;
        dense.before[len] = rows->digit[w - 1];
        dense.here[len] = rows->digit[w];
        dense.word[len] = (uint8_t)w;
        len += many;
    }
    for (size_t i = len; i % LOT > 0; i++)
        dense.before[i] = dense.here[i] = 0;
    for (size_t i = 0; i < len; i += LOT)
        lot_reckon(dense.found + i, dense.before + i, dense.here + i);
    for (size_t i = 0; i < len; i++)
        out->groups[dense.word[i]] = dense.found[i];
}

EVERYWHERE void runs_sift(struct dlp_view_sift *restrict out,
                          const struct dlp_class_rows *restrict rows)
{
    _Static_assert(DLP_VIEW_RUN_LEAST == 15 && WORD == 64, "what is added up here");
    for (size_t w = 1; w <= WORDS; w++) {
        const struct pair run = { rows->digit[w - 1] | rows->letter[w - 1],
                                  rows->digit[w] | rows->letter[w] };
        /* Last bytes of two, four, ... bytes of a run. */
        const struct pair two = after(run, run, 1), four = after(two, two, 2);
        const struct pair eight = after(four, four, 4), least = after(eight, eight, 7);

        const struct pair edge = { ~run.before, ~run.here };
        /* Right behind runs of four and of eight. */
        const struct pair fours = after(after(edge, four, 1), edge, 5);
        const struct pair eights = after(after(edge, eight, 1), edge, 9);

        out->runs[w] = ~run.here & back(least, 1);
        out->pieces[w] = third(fours, 5) | (eights.here & back(eights, 9));
        /* A run that is as long as a word has half of one here, or in the word before. */
        out->longs[w] = ((least.here & eight.here >> 8 & eight.here >> 16) >> 15 & 1u)
            | ((least.before & least.before << 15) >> 63 & run.here);
    }
}

EVERYWHERE void signs_sift(struct dlp_view_sift *restrict out,
                           const struct dlp_class_rows *restrict rows)
{
    const unsigned ahead = DLP_SIGN_AHEAD;

    for (size_t w = 1; w <= WORDS; w++) {
        const struct pair digit = { rows->digit[w - 1], rows->digit[w] };
        const struct pair sign = { rows->sign[w - 1], rows->sign[w] };
        const uint64_t near = back(digit, ahead + 2) | back(digit, ahead + 1)
            | back(digit, ahead - 1) | back(digit, ahead - 2) | back(digit, ahead - 3)
            | back(digit, ahead - 4);

        out->signs[w] = back(sign, ahead) & near;
        out->any[w] = out->signs[w] | out->digits[w] | out->runs[w] | out->longs[w] | out->pieces[w]
            | rows->high[w] | rows->high[w - 1] >> 63;
    }
}

EVERYWHERE void sift(struct dlp_view_sift *restrict out, const struct dlp_class_rows *restrict rows,
                     size_t words)
{
    digits_sift(out, rows, words);
    runs_sift(out, rows);
    signs_sift(out, rows);
}

static void views_portable(struct dlp_view_sift *out, const struct dlp_class_rows *rows,
                           size_t words)
{
    sift(out, rows, words);
}

#if defined(__x86_64__)

__attribute__((target("avx2,popcnt"))) static void views_avx2(struct dlp_view_sift *out,
                                                              const struct dlp_class_rows *rows,
                                                              size_t words)
{
    sift(out, rows, words);
}

dlp_view_sift_fn dlp_view_sift_nth(size_t i)
{
    dlp_view_sift_fn found[2];
    size_t len = 0;

    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
        found[len++] = views_avx2;
    found[len++] = views_portable;
    return i < len ? found[i] : NULL;
}

#else

dlp_view_sift_fn dlp_view_sift_nth(size_t i)
{
    return i == 0 ? views_portable : NULL;
}

#endif

dlp_view_sift_fn dlp_view_sift_best(void)
{
    return dlp_view_sift_nth(0);
}
