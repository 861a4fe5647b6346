/* base/bitmap.h - sets of small numbers as words of 64 bits: those of rules, and others. */
#ifndef BASE_BITMAP_H
#define BASE_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool dlp_bit_has(const uint64_t *bits, size_t n)
{
    return bits[n >> 6] >> (n & 63u) & 1u;
}

static inline void dlp_bit_add(uint64_t *bits, size_t n)
{
    bits[n >> 6] |= UINT64_C(1) << (n & 63u);
}

static inline void dlp_bit_drop(uint64_t *bits, size_t n)
{
    bits[n >> 6] &= ~(UINT64_C(1) << (n & 63u));
}

/** Add what is in `more`, which has as many words and is another set. */
static inline void dlp_bits_unite(uint64_t *restrict bits, const uint64_t *restrict more,
                                  size_t words)
{
    for (size_t i = 0; i < words; i++)
        bits[i] |= more[i];
}

/** How many are in one word. Compilers call a function for it where not all processors have an instruction. */
static inline unsigned dlp_bits_count(uint64_t word)
{
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (unsigned)(word * UINT64_C(0x0101010101010101) >> 56);
}
#endif
