/* scan/view_sift.c - additions and shifts of rows of masks, eight words at a time where the processor can.
 *
 * Most words with digits have none that is spelled out, and most signs have no digit near: here all of them go through
 * the same steps without a jump, and the compiler turns each loop into vectors. */

#include "scan/view_sift.h"

#include "scan/view_groups.h"
#include "scan/view_lane.h"

#define WORDS DLP_CLASS_WORDS

/* Groups in the ways that view_lane.c looks for, or in some that are nearly those. */
DLP_EVERYWHERE uint64_t groups_of(struct dlp_mask_pair digit)
{
    const struct dlp_group_ends ends = dlp_group_ends_of(digit);
    const struct dlp_group_chains chains = dlp_group_chains_of(&ends);

    return dlp_groups_spelled(&ends) | chains.card_16 | chains.card_15 | chains.three_two
        | chains.three_three;
}

/* Words with digits enough, close together, so that none of the steps is spent on others; from 1 on. */
struct dense {
    uint64_t before[1 + WORDS], here[1 + WORDS], found[1 + WORDS];
    uint8_t word[1 + WORDS];
    size_t len;
};

/* The words for which out->digits is set. */
DLP_EVERYWHERE void dense_gather(struct dense *restrict dense,
                                 const struct dlp_view_sift *restrict out,
                                 const struct dlp_class_rows *restrict rows, size_t words)
{
    dense->len = 0;
    for (size_t w = 1; w <= words; w++) {
        dense->word[dense->len] = (uint8_t)w;
        dense->len += out->digits[w] != 0;
    }
    for (size_t i = 0; i < dense->len; i++) {
        dense->before[1 + i] = rows->digit[dense->word[i] - 1];
        dense->here[1 + i] = rows->digit[dense->word[i]];
    }
    for (size_t i = dense->len; i % DLP_AT_ONCE > 0; i++)
        dense->before[1 + i] = dense->here[1 + i] = 0;
}

DLP_EVERYWHERE void digits_sift(struct dlp_view_sift *restrict out,
                                const struct dlp_class_rows *restrict rows, size_t words)
{
    const size_t vectors = DLP_VECTORS(words);
    uint64_t counts[1 + WORDS];
    struct dense dense;

    counts[0] = (uint64_t)__builtin_popcountll(rows->digit[0]);
    DLP_EACH_WORD(w, vectors)
    counts[w] = (uint64_t)__builtin_popcountll(rows->digit[w]);
    DLP_EACH_WORD(w, vectors)
    {
        out->digits[w] = counts[w] + counts[w - 1] >= DLP_VIEW_DIGITS_LEAST;
        out->groups[w] = 0;
    }
    dense_gather(&dense, out, rows, words);
    DLP_EACH_WORD(i, DLP_VECTORS(dense.len))
    dense.found[i] = groups_of((struct dlp_mask_pair){ dense.before[i], dense.here[i] });
    for (size_t i = 0; i < dense.len; i++)
        out->groups[dense.word[i]] = dense.found[1 + i];
}

DLP_EVERYWHERE void runs_sift(struct dlp_view_sift *restrict out,
                              const struct dlp_class_rows *restrict rows, size_t vectors)
{
    _Static_assert(DLP_VIEW_RUN_LEAST == 15 && DLP_PAIR_WORD == 64, "what is added up here");
    DLP_EACH_WORD(w, vectors)
    {
        const struct dlp_mask_pair run =
            dlp_pair_either(dlp_pair_at(rows->digit, w), dlp_pair_at(rows->letter, w));
        /* Last bytes of two, four, ... bytes of a run. */
        const struct dlp_mask_pair two = dlp_pair_after(run, run, 1);
        const struct dlp_mask_pair four = dlp_pair_after(two, two, 2);
        const struct dlp_mask_pair eight = dlp_pair_after(four, four, 4);
        const struct dlp_mask_pair least = dlp_pair_after(eight, eight, 7);

        const struct dlp_mask_pair edge = dlp_pair_not(run);
        /* Right behind runs of four and of eight. */
        const struct dlp_mask_pair fours = dlp_pair_after(dlp_pair_after(edge, four, 1), edge, 5);
        const struct dlp_mask_pair eights = dlp_pair_after(dlp_pair_after(edge, eight, 1), edge, 9);

        out->runs[w] = ~run.here & dlp_pair_back(least, 1);
        out->pieces[w] = dlp_pair_every(fours, 5, 3) | dlp_pair_every(eights, 9, 2);
        /* A run that is as long as a word has half of one here, or in the word before. */
        out->longs[w] = ((least.here & eight.here >> 8 & eight.here >> 16) >> 15 & 1u)
            | ((least.before & least.before << 15) >> 63 & run.here);
    }
}

DLP_EVERYWHERE void signs_sift(struct dlp_view_sift *restrict out,
                               const struct dlp_class_rows *restrict rows, size_t vectors)
{
    const unsigned ahead = DLP_SIGN_AHEAD;

    DLP_EACH_WORD(w, vectors)
    {
        const struct dlp_mask_pair digit = dlp_pair_at(rows->digit, w);
        const uint64_t near = dlp_pair_back(digit, ahead + 2) | dlp_pair_back(digit, ahead + 1)
            | dlp_pair_back(digit, ahead - 1) | dlp_pair_back(digit, ahead - 2)
            | dlp_pair_back(digit, ahead - 3) | dlp_pair_back(digit, ahead - 4);

        out->signs[w] = dlp_pair_back(dlp_pair_at(rows->sign, w), ahead) & near;
        out->any[w] = out->signs[w] | out->digits[w] | out->runs[w] | out->longs[w] | out->pieces[w]
            | rows->high[w] | rows->high[w - 1] >> (DLP_PAIR_WORD - 1);
    }
}

DLP_EVERYWHERE void sift(struct dlp_view_sift *restrict out,
                         const struct dlp_class_rows *restrict rows, size_t words)
{
    digits_sift(out, rows, words);
    runs_sift(out, rows, DLP_VECTORS(words));
    signs_sift(out, rows, DLP_VECTORS(words));
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

__attribute__((target("avx512f,avx512vpopcntdq,popcnt,prefer-vector-width=512"))) static void
views_avx512(struct dlp_view_sift *out, const struct dlp_class_rows *rows, size_t words)
{
    sift(out, rows, words);
}

dlp_view_sift_fn dlp_view_sift_nth(size_t i)
{
    dlp_view_sift_fn found[3];
    size_t len = 0;

    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq"))
        found[len++] = views_avx512;
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
