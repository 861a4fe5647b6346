/* scan/view_groups.h - the ways in which groups of digits stand where a number is spelled out, listed or oddly parted:
 * what view_sift.c looks for in many words at once, and view_lane.c in each of those. */
#ifndef SCAN_VIEW_GROUPS_H
#define SCAN_VIEW_GROUPS_H

#include "scan/mask_pair.h"

#define DLP_GROUP_WIDTHS 9u /* widths of groups that are looked for, from 1 to one less */

/** Places behind groups of just so many digits; of[0] is behind those of one to three, and those of 7 are not told. */
struct dlp_group_ends {
    struct dlp_mask_pair of[DLP_GROUP_WIDTHS];
};
DLP_EVERYWHERE struct dlp_group_ends dlp_group_ends_of(struct dlp_mask_pair digit)
{
    struct dlp_group_ends ends = { .of = { { 0, 0 } } };
    /* So many digits and more. */
    const struct dlp_mask_pair one = dlp_pair_after(dlp_pair_not(digit), digit, 1);
    const struct dlp_mask_pair two = dlp_pair_after(one, digit, 2);
    const struct dlp_mask_pair three = dlp_pair_after(two, digit, 3);
    const struct dlp_mask_pair four = dlp_pair_after(three, digit, 4);
    const struct dlp_mask_pair five = dlp_pair_after(four, digit, 5);
    const struct dlp_mask_pair six = dlp_pair_after(five, digit, 6);
    const struct dlp_mask_pair seven = dlp_pair_after(six, digit, 7);
    const struct dlp_mask_pair eight = dlp_pair_after(seven, digit, 8);

    ends.of[0] = dlp_pair_without(one, four);
    ends.of[1] = dlp_pair_without(one, two);
    ends.of[2] = dlp_pair_without(two, three);
    ends.of[3] = dlp_pair_without(three, four);
    ends.of[4] = dlp_pair_without(four, five);
    ends.of[5] = dlp_pair_without(five, six);
    ends.of[6] = dlp_pair_without(six, seven);
    ends.of[8] = dlp_pair_without(eight, dlp_pair_after(eight, digit, 9));
    return ends;
}

/** The ways to write each digit as a group of some, or one at a time: X(width of a group, bytes from one to the next, how
 *  many must follow each other, bytes before a group's end where a lead stands, the lead, is it one of its bytes or
 *  a control character?). */
#define DLP_SPELLINGS(X)                                                                           \
  X(2, 3, 4, 2, "3", false)   /* 34 31 31 31 */                                                    \
  X(2, 4, 4, 2, "3", false)   /* 34, 31 */                                                         \
  X(2, 5, 4, 2, "3", false)   /* 0x34,0x31 */                                                      \
  X(2, 6, 4, 2, "3", false)   /* 0x34, 0x31 */                                                     \
  X(4, 7, 3, 4, "003", false) /* U+0034 U+0031 */                                                  \
  X(4, 6, 3, 4, "003", false) /* U+0034U+0031 */                                                   \
  X(2, 4, 7, 2, "345", true)  /* 52, 49, 49: digits, and the signs and blanks between them */      \
  X(2, 3, 7, 2, "", false)    /* 41 11 11 11 11 11 11 */                                           \
  X(1, 2, 7, 2, " -._/|*:~+", true) /* 4 1 1 1 1: one of these */                                  \
  X(1, 3, 7, 3, " -._/|*:", true)   /* 4  1  1  1 */                                               \
  X(1, 2, 4, 2, "", true)           /* control characters between digits, */                       \
  X(0, 4, 4, 4, "", true)           /* or between three characters of a number in groups */        \
  X(3, 4, 4, 3, "06", false)        /* 064 061: octal */                                           \
  X(3, 4, 5, 3, "", false)          /* 411 111 111 111 111 1 */                                    \
  X(5, 6, 3, 5, "", false)          /* 41111 11111 11111 1 */                                      \
  X(2, 8, 4, 3, "(", false)         /* CHR(52)+CHR(49) */                                          \
  X(2, 10, 4, 3, "(", false)        /* CHR(52) & CHR(49) */

/* Lists of single digits, so many bytes from one to the next: 4,1,1,1 or "4", "1", "1". */
#define DLP_LIST_LEAST 10u /* digits of a telephone number or an IBAN */
#define DLP_LIST_NEAREST 2u
#define DLP_LIST_FARTHEST 5u
/* Groups of eight digits, the same: a card's, or bytes in binary digits. */
#define DLP_EIGHTS_NEAREST 9u
#define DLP_EIGHTS_FARTHEST 10u

#define DLP_SIFTED_TIMES 4u /* groups that the sift looks at, at the most */
/** The ends of groups that stand as often, or that often, in one of the ways above. */
DLP_EVERYWHERE uint64_t dlp_groups_spelled(const struct dlp_group_ends *ends)
{
    uint64_t all = 0;

#define DLP_SPELLED(width, apart, times, lead_at, lead, any)                                       \
  all |= dlp_pair_every(ends->of[width], apart,                                                    \
                        (times) < DLP_SIFTED_TIMES ? (times) : DLP_SIFTED_TIMES);
    DLP_SPELLINGS(DLP_SPELLED)
#undef DLP_SPELLED
#pragma GCC unroll 4
    for (unsigned apart = DLP_LIST_NEAREST; apart <= DLP_LIST_FARTHEST; apart++)
        all |= dlp_pair_every(ends->of[1], apart, DLP_SIFTED_TIMES);
#pragma GCC unroll 4
    for (unsigned apart = DLP_EIGHTS_NEAREST; apart <= DLP_EIGHTS_FARTHEST; apart++)
        all |= dlp_pair_every(ends->of[8], apart, 2);
    return all;
}

#define DLP_GROUPS_GAP 6u /* bytes between two groups of a chain, at the most */
/** Of the ends of groups of n digits, those that another group ends 1 to DLP_GROUPS_GAP bytes before. */
DLP_EVERYWHERE struct dlp_mask_pair dlp_groups_behind(struct dlp_mask_pair group, unsigned n,
                                                      struct dlp_mask_pair other)
{
    const struct dlp_mask_pair three = dlp_pair_either(
        dlp_pair_moved(other, n + 1),
        dlp_pair_either(dlp_pair_moved(other, n + 2), dlp_pair_moved(other, n + 3)));

    _Static_assert(DLP_GROUPS_GAP == 6, "twice three");
    return dlp_pair_both(group, dlp_pair_either(three, dlp_pair_moved(three, 3)));
}

/** Ends of numbers in groups, of those widths from the front. */
struct dlp_group_chains {
    uint64_t card_16;                /* 4, 4, 4, 4 */
    uint64_t card_15;                /* 4, 6, 5 */
    uint64_t three_two, three_three; /* 3, 2, 4 and 3, 3, 4 */
};
DLP_EVERYWHERE struct dlp_group_chains dlp_group_chains_of(const struct dlp_group_ends *ends)
{
    const struct dlp_mask_pair e3 = ends->of[3], e4 = ends->of[4];
    const struct dlp_mask_pair fours = dlp_groups_behind(e4, 4, dlp_groups_behind(e4, 4, e4));

    return (struct dlp_group_chains){
        .card_16 = dlp_groups_behind(e4, 4, fours).here,
        .card_15 = dlp_groups_behind(ends->of[5], 5, dlp_groups_behind(ends->of[6], 6, e4)).here,
        .three_two = dlp_groups_behind(e4, 4, dlp_groups_behind(ends->of[2], 2, e3)).here,
        .three_three = dlp_groups_behind(e4, 4, dlp_groups_behind(e3, 3, e3)).here,
    };
}
#endif
