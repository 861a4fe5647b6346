/* scan/mask_pair.h - a mask of a word of 64 bytes together with that of the word before it, so that what stands some
 * bytes back is told without a jump. What lies before the word before counts as empty.
 *
 * Of single words, and of rows of words: then the compiler turns the loops into vectors. */
#ifndef SCAN_MASK_PAIR_H
#define SCAN_MASK_PAIR_H

#include "scan/class_masks.h"

/** Into each of the functions that are made for a processor. */
#define DLP_EVERYWHERE static inline __attribute__((always_inline))

#define DLP_PAIR_WORD 64u /* bits */
_Static_assert(DLP_PAIR_WORD == 8 * sizeof(uint64_t), "a bit a byte of a word");

struct dlp_mask_pair {
    uint64_t before, here;
};

DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_at(const uint64_t *row, size_t w)
{
    return (struct dlp_mask_pair){ row[w - 1], row[w] };
}
/** Bit i says what the byte n before i is, n from 1 to 63. */
DLP_EVERYWHERE uint64_t dlp_pair_back(struct dlp_mask_pair m, unsigned n)
{
    return m.here << n | m.before >> (DLP_PAIR_WORD - n);
}
/** All of it moved on by n bytes. */
DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_moved(struct dlp_mask_pair m, unsigned n)
{
    return (struct dlp_mask_pair){ m.before << n, dlp_pair_back(m, n) };
}
DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_both(struct dlp_mask_pair a, struct dlp_mask_pair b)
{
    return (struct dlp_mask_pair){ a.before & b.before, a.here & b.here };
}
DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_either(struct dlp_mask_pair a, struct dlp_mask_pair b)
{
    return (struct dlp_mask_pair){ a.before | b.before, a.here | b.here };
}
DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_without(struct dlp_mask_pair a, struct dlp_mask_pair b)
{
    return (struct dlp_mask_pair){ a.before & ~b.before, a.here & ~b.here };
}
DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_not(struct dlp_mask_pair m)
{
    return (struct dlp_mask_pair){ ~m.before, ~m.here };
}
/** The bytes of m that one of `other` stands n before. */
DLP_EVERYWHERE struct dlp_mask_pair dlp_pair_after(struct dlp_mask_pair m,
                                                   struct dlp_mask_pair other, unsigned n)
{
    return dlp_pair_both(m, dlp_pair_moved(other, n));
}
/** Ends that `times` - 1 others stand before, each so many bytes apart. */
DLP_EVERYWHERE uint64_t dlp_pair_every(struct dlp_mask_pair ends, unsigned apart, unsigned times)
{
    uint64_t all = ends.here;

#pragma GCC unroll 16 /* a loop in a loop is no vector */
    for (unsigned i = 1; i < times; i++)
        all &= dlp_pair_back(ends, i * apart);
    return all;
}

#define DLP_AT_ONCE 8u /* words that the widest vectors hold */
_Static_assert(DLP_CLASS_WORDS % DLP_AT_ONCE == 0, "whole vectors");
/** Vectors that so many words fill, from word 1 on. */
#define DLP_VECTORS(words) (((words) + DLP_AT_ONCE - 1) / DLP_AT_ONCE)
/** The words from 1 on, as many vectors full of them as are asked for: no loop has a rest. */
#define DLP_EACH_WORD(w, vectors)                                                                  \
  for (size_t v_ = 0; v_ < (vectors); v_++)                                                        \
    for (size_t w = v_ * DLP_AT_ONCE + 1; (w) <= (v_ + 1) * DLP_AT_ONCE; (w)++)
#endif
