/* scan/class_masks.c - byte classes by SIMD, chosen at run time.
 *
 * A digit is a byte whose distance from '0' is below 10 as an unsigned number, and a letter one
 * whose distance from 'a' is below 26 once bit 5 is set: a saturating subtraction or one unsigned
 * comparison each. A set of ASCII bytes is a table look-up by each half of the byte: the low half
 * names a row of bits, the high half one bit of it. Bytes beyond ASCII find an empty row. */

#include "scan/class_masks.h"

#if defined(__x86_64__)
#  include <immintrin.h>
#endif

/* DLP_SIGNS, as `joints` are written. */
static const uint8_t signs[16] = { 0, 0, 4, 0, 0, 4, 4, 4, 0, 0, 0, 0, 40, 8, 0, 4 };

static inline void masks_put(struct dlp_class_rows *out, size_t w,
                             const struct dlp_class_masks *masks)
{
    out->digit[w] = masks->digit;
    out->letter[w] = masks->letter;
    out->small[w] = masks->small;
    out->joint[w] = masks->joint;
    out->high[w] = masks->high;
    out->sign[w] = masks->sign;
    out->token[w] = masks->token;
}

void dlp_class_masks_portable(struct dlp_class_rows *out, size_t first, const uint8_t *bytes,
                              size_t words, const uint8_t joints[16])
{
    for (size_t w = first; w < first + words; w++, bytes += 64) {
        struct dlp_class_masks masks = { 0, 0, 0, 0, 0, 0, 0 };

        for (unsigned i = 0; i < 64; i++) {
            const uint8_t c = bytes[i];

            masks.digit |= (uint64_t)((uint8_t)(c - '0') < 10) << i;
            masks.letter |= (uint64_t)((uint8_t)((c | 0x20) - 'a') < 26) << i;
            masks.small |= (uint64_t)((uint8_t)(c - 'a') < 26) << i;
            masks.joint |= (uint64_t)(c < 0x80 && (joints[c & 15u] >> (c >> 4) & 1u)) << i;
            masks.high |= (uint64_t)(c >> 7) << i;
            masks.sign |= (uint64_t)(c < 0x80 && (signs[c & 15u] >> (c >> 4) & 1u)) << i;
            masks.token |= (uint64_t)(c == '_' || c == '-') << i;
        }
        masks.token |= masks.digit | masks.letter;
        masks_put(out, w, &masks);
    }
}

#if defined(__x86_64__)

/* The bit of a byte's high half: of 0 to 7, bit 0 to 7. */
#  define HIGH_BITS 1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0

/* Bit i is set when the unsigned byte i of v is below limit. */
__attribute__((target("ssse3"))) static inline uint64_t below_ssse3(__m128i v, uint8_t limit)
{
    const __m128i top = _mm_set1_epi8((char)(limit - 1));

    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, top), v));
}

__attribute__((target("ssse3"))) static void masks_ssse3(struct dlp_class_rows *out, size_t first,
                                                         const uint8_t *bytes, size_t words,
                                                         const uint8_t joints[16])
{
    const __m128i rows = _mm_loadu_si128((const __m128i *)(const void *)joints);
    const __m128i other = _mm_loadu_si128((const __m128i *)(const void *)signs);
    const __m128i bits = _mm_setr_epi8(HIGH_BITS);

    for (size_t w = first; w < first + words; w++, bytes += 64) {
        struct dlp_class_masks masks = { 0, 0, 0, 0, 0, 0, 0 };

        for (unsigned i = 0; i < 64; i += 16) {
            const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
            const __m128i lower = _mm_or_si128(v, _mm_set1_epi8(0x20));
            const __m128i high = _mm_and_si128(_mm_srli_epi16(v, 4), _mm_set1_epi8(15));
            const __m128i in =
                _mm_and_si128(_mm_shuffle_epi8(rows, v), _mm_shuffle_epi8(bits, high));
            const __m128i none = _mm_cmpeq_epi8(in, _mm_setzero_si128());
            const __m128i mark =
                _mm_and_si128(_mm_shuffle_epi8(other, v), _mm_shuffle_epi8(bits, high));
            const __m128i plain = _mm_cmpeq_epi8(mark, _mm_setzero_si128());

            masks.digit |= below_ssse3(_mm_sub_epi8(v, _mm_set1_epi8('0')), 10) << i;
            masks.letter |= below_ssse3(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 26) << i;
            masks.joint |= (uint64_t)(~(uint32_t)_mm_movemask_epi8(none) & 0xffffu) << i;
            masks.small |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_slli_epi16(v, 2)) << i;
            masks.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << i;
            masks.sign |= (uint64_t)(~(uint32_t)_mm_movemask_epi8(plain) & 0xffffu) << i;
            masks.token |=
                (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(
                    _mm_cmpeq_epi8(v, _mm_set1_epi8('_')), _mm_cmpeq_epi8(v, _mm_set1_epi8('-'))))
                << i;
        }
        masks.token |= masks.digit | masks.letter;
        masks.small &= masks.letter; /* as yet the bit that tells small letters from capitals */
        masks_put(out, w, &masks);
    }
}

__attribute__((target("avx2"))) static inline uint64_t below_avx2(__m256i v, uint8_t limit)
{
    const __m256i top = _mm256_set1_epi8((char)(limit - 1));

    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(v, top), v));
}

__attribute__((target("avx2"))) static void masks_avx2(struct dlp_class_rows *out, size_t first,
                                                       const uint8_t *bytes, size_t words,
                                                       const uint8_t joints[16])
{
    const __m256i rows =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)joints));
    const __m256i other =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)signs));
    const __m256i bits = _mm256_setr_epi8(HIGH_BITS, HIGH_BITS);

    for (size_t w = first; w < first + words; w++, bytes += 64) {
        struct dlp_class_masks masks = { 0, 0, 0, 0, 0, 0, 0 };

        for (unsigned i = 0; i < 64; i += 32) {
            const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
            const __m256i lower = _mm256_or_si256(v, _mm256_set1_epi8(0x20));
            const __m256i high = _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(15));
            const __m256i in =
                _mm256_and_si256(_mm256_shuffle_epi8(rows, v), _mm256_shuffle_epi8(bits, high));
            const __m256i none = _mm256_cmpeq_epi8(in, _mm256_setzero_si256());
            const __m256i mark =
                _mm256_and_si256(_mm256_shuffle_epi8(other, v), _mm256_shuffle_epi8(bits, high));
            const __m256i plain = _mm256_cmpeq_epi8(mark, _mm256_setzero_si256());

            masks.digit |= below_avx2(_mm256_sub_epi8(v, _mm256_set1_epi8('0')), 10) << i;
            masks.letter |= below_avx2(_mm256_sub_epi8(lower, _mm256_set1_epi8('a')), 26) << i;
            masks.joint |= (uint64_t)(~(uint32_t)_mm256_movemask_epi8(none)) << i;
            masks.small |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(v, 2)) << i;
            masks.high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << i;
            masks.sign |= (uint64_t)(~(uint32_t)_mm256_movemask_epi8(plain)) << i;
            masks.token |= (uint64_t)(uint32_t)_mm256_movemask_epi8(
                               _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('_')),
                                               _mm256_cmpeq_epi8(v, _mm256_set1_epi8('-'))))
                << i;
        }
        masks.token |= masks.digit | masks.letter;
        masks.small &= masks.letter; /* as yet the bit that tells small letters from capitals */
        masks_put(out, w, &masks);
    }
}

__attribute__((target("avx512bw"))) static void masks_avx512(struct dlp_class_rows *out,
                                                             size_t first, const uint8_t *bytes,
                                                             size_t words, const uint8_t joints[16])
{
    const __m512i rows =
        _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)joints));
    const __m512i other =
        _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)signs));
    const __m512i bits = _mm512_broadcast_i32x4(_mm_setr_epi8(HIGH_BITS));

    for (size_t w = first; w < first + words; w++, bytes += 64) {
        const __m512i v = _mm512_loadu_si512(bytes);
        const __m512i lower = _mm512_or_si512(v, _mm512_set1_epi8(0x20));
        const __m512i high = _mm512_and_si512(_mm512_srli_epi16(v, 4), _mm512_set1_epi8(15));

        out->digit[w] =
            _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
        out->letter[w] = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, _mm512_set1_epi8('a')),
                                                _mm512_set1_epi8(26));
        out->small[w] = _mm512_movepi8_mask(_mm512_slli_epi16(v, 2)) & out->letter[w];
        out->high[w] = _mm512_movepi8_mask(v);
        out->sign[w] =
            _mm512_test_epi8_mask(_mm512_shuffle_epi8(other, v), _mm512_shuffle_epi8(bits, high));
        out->joint[w] =
            _mm512_test_epi8_mask(_mm512_shuffle_epi8(rows, v), _mm512_shuffle_epi8(bits, high));
        out->token[w] = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('_'))
            | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('-')) | out->digit[w] | out->letter[w];
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
    if (__builtin_cpu_supports("ssse3"))
        found[len++] = masks_ssse3;
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
