/* scan/class_sift.c - additions and shifts of rows of masks, eight words at a time where the processor
 * can.
 *
 * Most words of a text have digits, or runs, that no rule wants. Asking each word for them costs some
 * hundred steps and a few jumps that nobody foresees, more than all else in the lane; so here all words
 * of a chunk go through the same steps, without a jump, and the compiler turns each loop into vectors. */

#include "scan/class_sift.h"

#include "scan/mask_pair.h"

#include <string.h>

/* Of the bytes of `in`, those that one of `in` stands n before. */
DLP_EVERYWHERE void row_narrow(uint64_t *restrict out, const uint64_t *restrict in, unsigned n,
                               size_t vectors)
{
    out[0] = in[0] & in[0] << n;
    DLP_EACH_WORD(w, vectors)
    out[w] = in[w] & dlp_pair_back(dlp_pair_at(in, w), n);
}

/* The last bytes of runs of at least n bytes, n from 1 to 63. */
DLP_EVERYWHERE void row_runs(uint64_t *restrict out, const uint64_t *restrict in, unsigned n,
                             size_t vectors)
{
    uint64_t other[1 + DLP_CLASS_WORDS];
    unsigned have = 1;

    memcpy(out, in, (1 + vectors * DLP_AT_ONCE) * sizeof(*out));
    for (; have < n; have += have * 2 <= n ? have : n - have) {
        row_narrow(other, out, have * 2 <= n ? have : n - have, vectors);
        memcpy(out, other, (1 + vectors * DLP_AT_ONCE) * sizeof(*out));
    }
}

/* The bytes right behind runs of `all` in which a byte of `some` stands, a subset: adding a bit inside
 * a run carries to where the run ends. */
DLP_EVERYWHERE uint64_t ends_with(struct dlp_mask_pair all, uint64_t some_before, uint64_t some)
{
    const uint64_t carry = all.before + some_before < all.before;

    return (all.here + some + carry) & ~all.here;
}

/* The same, where a run that fills the word before counts as one of them. */
DLP_EVERYWHERE uint64_t ends_holding(struct dlp_mask_pair all, struct dlp_mask_pair some)
{
    const uint64_t carry = (all.before + some.before < all.before) | (all.before == UINT64_MAX);

    return (all.here + some.here + carry) & ~all.here;
}

/* Where groups begin: their first digits, in the word before (as far as it tells) and in this one. */
DLP_EVERYWHERE struct dlp_mask_pair starts_of(struct dlp_mask_pair digit)
{
    return (struct dlp_mask_pair){ digit.before & ~(digit.before << 1),
                                   digit.here & ~dlp_pair_back(digit, 1) };
}

/* Ends of groups that a separator and another group stand before: the last ones of chains. A group that
 * fills the word before is wider than a shape can be, and not followed. */
DLP_EVERYWHERE uint64_t ends_joined(struct dlp_mask_pair digit, struct dlp_mask_pair starts,
                                    struct dlp_mask_pair joint)
{
    const uint64_t near_before = digit.before << 2 | digit.before << 3 | digit.before << 4 | 0xf;
    const uint64_t near =
        dlp_pair_back(digit, 2) | dlp_pair_back(digit, 3) | dlp_pair_back(digit, 4);

    _Static_assert(DLP_CHAIN_GAP == 3, "as many bytes may stand between two groups");
    return ends_with(digit, starts.before & (joint.before << 1 | 1u) & near_before,
                     starts.here & dlp_pair_back(joint, 1) & near);
}

/* Ends of groups that a letter stands beside, or one byte and then a letter. What the word before and
 * the one to come would tell counts as such. */
DLP_EVERYWHERE uint64_t ends_sided(struct dlp_mask_pair digit, struct dlp_mask_pair starts,
                                   struct dlp_mask_pair letter)
{
    const uint64_t near_before = letter.before << 1 | letter.before << 2 | 3;
    const uint64_t near = dlp_pair_back(letter, 1) | dlp_pair_back(letter, 2);

    return letter.here | letter.here >> 1 | UINT64_C(1) << (DLP_PAIR_WORD - 1)
        | ends_with(digit, starts.before & near_before, starts.here & near);
}

/* Ends of groups that letters stand beside which touch a digit on their other side: no head or tail is
 * made of those, where they must end at a border. */
DLP_EVERYWHERE uint64_t ends_clasped(struct dlp_mask_pair digit, struct dlp_mask_pair starts,
                                     struct dlp_mask_pair letter)
{
    const uint64_t bad_before = letter.before & digit.before << 1;
    const uint64_t bad = letter.here & dlp_pair_back(digit, 1);
    const uint64_t past = letter.before + bad_before; /* carries to where the letters end */
    const uint64_t carry = past < letter.before;
    const uint64_t two = letter.here & letter.here >> 1, four = two & two >> 2;
    uint64_t behind = letter.here & digit.here >> 1;

    behind |= letter.here & behind >> 1;
    behind |= two & behind >> 2;
    behind |= four & behind >> 4;
    return behind
        | ends_with(digit, starts.before & past & ~letter.before,
                    starts.here & (letter.here + bad + carry) & ~letter.here);
}

DLP_EVERYWHERE void groups_sift(struct dlp_sift *restrict out,
                                const struct dlp_class_rows *restrict rows,
                                const struct dlp_sift_wants *wants, size_t vectors)
{
    const uint64_t strict = wants->single_strict ? UINT64_MAX : 0;
    uint64_t wide[1 + DLP_CLASS_WORDS];

    row_runs(wide, rows->digit, wants->single, vectors);
    DLP_EACH_WORD(w, vectors)
    {
        const struct dlp_mask_pair digit = dlp_pair_at(rows->digit, w),
                                   letter = dlp_pair_at(rows->letter, w);
        const struct dlp_mask_pair starts = starts_of(digit);
        const uint64_t joined = ends_joined(digit, starts, dlp_pair_at(rows->joint, w));
        const uint64_t ends = ~digit.here & dlp_pair_back(digit, 1);
        const uint64_t lettered = ends_with(digit, starts.before & letter.before << 1,
                                            starts.here & dlp_pair_back(letter, 1));

        out->joined[w] = joined;
        out->groups[w] = (ends & joined)
            | (ends & ~joined & dlp_pair_back(dlp_pair_at(wide, w), 1) & ~(lettered & strict));
    }
}

DLP_EVERYWHERE void sides_sift(struct dlp_sift *restrict out,
                               const struct dlp_class_rows *restrict rows,
                               const struct dlp_sift_wants *wants, size_t vectors)
{
    const uint64_t asked = wants->sided > 0 ? UINT64_MAX : 0;
    const uint64_t strict = wants->sided_strict ? UINT64_MAX : 0;
    const uint64_t heads = wants->heads ? UINT64_MAX : 0;
    uint64_t wide[1 + DLP_CLASS_WORDS];

    row_runs(wide, rows->digit, wants->sided > 0 ? wants->sided : 1, vectors);
    DLP_EACH_WORD(w, vectors)
    {
        const struct dlp_mask_pair digit = dlp_pair_at(rows->digit, w),
                                   letter = dlp_pair_at(rows->letter, w);
        const struct dlp_mask_pair starts = starts_of(digit);
        const uint64_t before =
            dlp_pair_back(dlp_pair_either(digit, letter), 4); /* of four bytes */

        out->sided[w] = asked & ~digit.here & dlp_pair_back(dlp_pair_at(wide, w), 1)
            & ends_sided(digit, starts, letter) & ~(strict & ends_clasped(digit, starts, letter));
        out->heads[w] = heads & digit.here & dlp_pair_back(digit, 1) & dlp_pair_back(letter, 2)
            & dlp_pair_back(letter, 3) & ~before;
    }
}

/* Ends of runs of letters and digits that a rule may want, when every rule that takes short ones wants a
 * digit in them. */
DLP_EVERYWHERE void runs_sift(struct dlp_sift *restrict out,
                              const struct dlp_class_rows *restrict rows,
                              const struct dlp_sift_wants *wants, size_t vectors)
{
    const uint64_t asked = wants->runs ? UINT64_MAX : 0, all = wants->words ? UINT64_MAX : 0;
    const uint64_t short_four = wants->runs_four ? 0 : UINT64_MAX;
    const uint64_t short_eight = wants->runs_eight ? 0 : UINT64_MAX;

    DLP_EACH_WORD(w, vectors)
    {
        const struct dlp_mask_pair digit = dlp_pair_at(rows->digit, w),
                                   letter = dlp_pair_at(rows->letter, w);
        const struct dlp_mask_pair run = dlp_pair_either(digit, letter);
        /* Last bytes of two, four and eight bytes of a run. */
        const struct dlp_mask_pair two = dlp_pair_after(run, run, 1);
        const struct dlp_mask_pair four = dlp_pair_after(two, two, 2);
        const struct dlp_mask_pair eight = dlp_pair_after(four, four, 4);
        const uint64_t plain =
            ends_holding(run, letter) & ~ends_holding(run, dlp_pair_at(rows->small, w));
        const uint64_t wanted = ends_holding(run, digit) & (dlp_pair_back(four, 1) | short_four)
            & (plain | dlp_pair_back(eight, 1) | short_eight);

        out->runs[w] = ~run.here & dlp_pair_back(run, 1) & ((wanted & asked) | all);
    }
}

/* Runs of a token's bytes: told once, where they have become long enough. */
DLP_EVERYWHERE void tokens_sift(struct dlp_sift *restrict out,
                                const struct dlp_class_rows *restrict rows,
                                const struct dlp_sift_wants *wants, size_t vectors)
{
    const uint64_t asked = wants->tokens ? UINT64_MAX : 0;
    uint64_t one[1 + DLP_CLASS_WORDS], two[1 + DLP_CLASS_WORDS], first[1 + DLP_CLASS_WORDS];

    _Static_assert(DLP_TOKEN_RUN == 16 && DLP_SIFT_WIDE == 15 && DLP_SIFT_VERY_WIDE == 32,
                   "what is added up here");
    row_narrow(one, rows->token, 1, vectors);
    row_narrow(two, one, 2, vectors);
    row_narrow(one, two, 4, vectors);
    row_narrow(two, one, 8, vectors);
    first[0] = two[0] & ~(two[0] << 1);
    DLP_EACH_WORD(w, vectors)
    first[w] = two[w] & ~dlp_pair_back(dlp_pair_at(two, w), 1);
    DLP_EACH_WORD(w, vectors)
    out->tokens[w] = dlp_pair_back(dlp_pair_at(first, w), 1) & asked;
    if (wants->wide)
        row_narrow(first, one, 7, vectors);
    else
        row_narrow(first, two, 16, vectors);
    DLP_EACH_WORD(w, vectors)
    {
        out->wide[w] = first[w] | first[w - 1] >> (DLP_PAIR_WORD - 1);
        out->any[w] = out->groups[w] | out->sided[w] | out->heads[w] | out->runs[w] | out->tokens[w]
            | out->wide[w];
    }
}

DLP_EVERYWHERE void sift(struct dlp_sift *restrict out, const struct dlp_class_rows *restrict rows,
                         const struct dlp_sift_wants *wants, size_t vectors)
{
    groups_sift(out, rows, wants, vectors);
    sides_sift(out, rows, wants, vectors);
    runs_sift(out, rows, wants, vectors);
    tokens_sift(out, rows, wants, vectors);
}

static void sift_portable(struct dlp_sift *out, const struct dlp_class_rows *rows,
                          const struct dlp_sift_wants *wants, size_t words)
{
    sift(out, rows, wants, DLP_VECTORS(words));
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static void sift_avx2(struct dlp_sift *out,
                                                      const struct dlp_class_rows *rows,
                                                      const struct dlp_sift_wants *wants,
                                                      size_t words)
{
    sift(out, rows, wants, DLP_VECTORS(words));
}

__attribute__((target("avx512f,prefer-vector-width=512"))) static void sift_avx512(
    struct dlp_sift *out, const struct dlp_class_rows *rows, const struct dlp_sift_wants *wants,
    size_t words)
{
    sift(out, rows, wants, DLP_VECTORS(words));
}

dlp_class_sift_fn dlp_class_sift_nth(size_t i)
{
    dlp_class_sift_fn found[3];
    size_t len = 0;

    if (__builtin_cpu_supports("avx512f"))
        found[len++] = sift_avx512;
    if (__builtin_cpu_supports("avx2"))
        found[len++] = sift_avx2;
    found[len++] = sift_portable;
    return i < len ? found[i] : NULL;
}

#else

dlp_class_sift_fn dlp_class_sift_nth(size_t i)
{
    return i == 0 ? sift_portable : NULL;
}

#endif

dlp_class_sift_fn dlp_class_sift_best(void)
{
    return dlp_class_sift_nth(0);
}
