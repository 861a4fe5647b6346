/* base/letter_masks.h - which of 64 bytes are letters, capitals and digits: a bit a byte. */
#ifndef BASE_LETTER_MASKS_H
#define BASE_LETTER_MASKS_H

#include <stdint.h>
#ifdef __SSE2__
#  include <emmintrin.h>
#endif

struct dlp_letter_masks {
    uint64_t letter, upper, digit; /* of ASCII */
    uint64_t wide;                 /* not ASCII */
};

#ifdef __SSE2__
static inline struct dlp_letter_masks dlp_letter_masks(const uint8_t text[64])
{
    const __m128i fold = _mm_set1_epi8(0x20);
    /* 'a' to 'z', or '0' to '9', become the least of the signed bytes. */
    const __m128i letters = _mm_set1_epi8((char)(0x80 - 'a')), z = _mm_set1_epi8(-128 + 26);
    const __m128i digits = _mm_set1_epi8((char)(0x80 - '0')), nine = _mm_set1_epi8(-128 + 10);
    struct dlp_letter_masks masks = { 0, 0, 0, 0 };

    for (unsigned i = 0; i < 64; i += 16) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        const __m128i letter = _mm_cmplt_epi8(_mm_add_epi8(_mm_or_si128(bytes, fold), letters), z);
        const __m128i digit = _mm_cmplt_epi8(_mm_add_epi8(bytes, digits), nine);
        const __m128i lower = _mm_slli_epi16(bytes, 2); /* bit 5 becomes bit 7 */

        masks.letter |= (uint64_t)(unsigned)_mm_movemask_epi8(letter) << i;
        masks.upper |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_andnot_si128(lower, letter)) << i;
        masks.digit |= (uint64_t)(unsigned)_mm_movemask_epi8(digit) << i;
        masks.wide |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << i;
    }
    return masks;
}
#else
static inline struct dlp_letter_masks dlp_letter_masks(const uint8_t text[64])
{
    struct dlp_letter_masks masks = { 0, 0, 0, 0 };

    for (unsigned i = 0; i < 64; i++) {
        const uint64_t letter = (uint8_t)((text[i] | 0x20u) - 'a') < 26;

        masks.letter |= letter << i;
        masks.upper |= (letter & ~(uint64_t)(text[i] >> 5)) << i;
        masks.digit |= (uint64_t)((uint8_t)(text[i] - '0') < 10) << i;
        masks.wide |= (uint64_t)(text[i] >> 7) << i;
    }
    return masks;
}
#endif
#endif
