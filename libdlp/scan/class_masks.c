/* scan/class_masks.c - byte classes by SIMD, chosen at run time.
 *
 * A digit is a byte whose distance from '0' is below 10 as an unsigned number, and a letter one
 * whose distance from 'a' is below 26 once bit 5 is set: a saturating subtraction or one unsigned
 * comparison each. */

#include "scan/class_masks.h"

#if defined(__x86_64__)
#  include <immintrin.h>
#endif

void dlp_class_masks_portable(struct dlp_class_masks *out, const uint8_t *bytes, size_t words)
{
    for (size_t w = 0; w < words; w++, bytes += 64) {
        uint64_t digit = 0, letter = 0;

        for (unsigned i = 0; i < 64; i++) {
            digit |= (uint64_t)((uint8_t)(bytes[i] - '0') < 10) << i;
            letter |= (uint64_t)((uint8_t)((bytes[i] | 0x20) - 'a') < 26) << i;
        }
        out[w] = (struct dlp_class_masks){ digit, letter };
    }
}

#if defined(__x86_64__)

/* Bit i is set when the unsigned byte i of v is below limit. */
static inline uint64_t below_sse2(__m128i v, uint8_t limit)
{
    const __m128i top = _mm_set1_epi8((char)(limit - 1));

    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, top), v));
}

static void masks_sse2(struct dlp_class_masks *out, const uint8_t *bytes, size_t words)
{
    for (size_t w = 0; w < words; w++, bytes += 64) {
        uint64_t digit = 0, letter = 0;

        for (unsigned i = 0; i < 64; i += 16) {
            const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
            const __m128i lower = _mm_or_si128(v, _mm_set1_epi8(0x20));

            digit |= below_sse2(_mm_sub_epi8(v, _mm_set1_epi8('0')), 10) << i;
            letter |= below_sse2(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 26) << i;
        }
        out[w] = (struct dlp_class_masks){ digit, letter };
    }
}

__attribute__((target("avx2"))) static inline uint64_t below_avx2(__m256i v, uint8_t limit)
{
    const __m256i top = _mm256_set1_epi8((char)(limit - 1));

    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(v, top), v));
}

__attribute__((target("avx2"))) static void masks_avx2(struct dlp_class_masks *out,
                                                       const uint8_t *bytes, size_t words)
{
    for (size_t w = 0; w < words; w++, bytes += 64) {
        uint64_t digit = 0, letter = 0;

        for (unsigned i = 0; i < 64; i += 32) {
            const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
            const __m256i lower = _mm256_or_si256(v, _mm256_set1_epi8(0x20));

            digit |= below_avx2(_mm256_sub_epi8(v, _mm256_set1_epi8('0')), 10) << i;
            letter |= below_avx2(_mm256_sub_epi8(lower, _mm256_set1_epi8('a')), 26) << i;
        }
        out[w] = (struct dlp_class_masks){ digit, letter };
    }
}

__attribute__((target("avx512bw"))) static void masks_avx512(struct dlp_class_masks *out,
                                                             const uint8_t *bytes, size_t words)
{
    for (size_t w = 0; w < words; w++, bytes += 64) {
        const __m512i v = _mm512_loadu_si512(bytes);
        const __m512i lower = _mm512_or_si512(v, _mm512_set1_epi8(0x20));

        out[w].digit =
            _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
        out[w].letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, _mm512_set1_epi8('a')),
                                               _mm512_set1_epi8(26));
    }
}

dlp_class_masks_fn dlp_class_masks_nth(size_t i)
{
    dlp_class_masks_fn found[4];
    size_t len = 0;

    if (__builtin_cpu_supports("avx512bw"))
        found[len++] = masks_avx512;
    if (__builtin_cpu_supports("avx2"))
        found[len++] = masks_avx2;
    found[len++] = masks_sse2; /* part of every x86-64 */
    found[len++] = dlp_class_masks_portable;
    return i < len ? found[i] : NULL;
}

#else

dlp_class_masks_fn dlp_class_masks_nth(size_t i)
{
    return i == 0 ? dlp_class_masks_portable : NULL;
}

#endif

dlp_class_masks_fn dlp_class_masks_best(void)
{
    return dlp_class_masks_nth(0);
}
