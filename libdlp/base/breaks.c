/* base/breaks.c - a line ends with each LF, and with each CR that no LF follows.
 *
 * Both are sums over bytes and their neighbours, so vectors add them up without a branch: a counter
 * for each byte of a vector, emptied before it can overflow. */

#include "base/breaks.h"

#if defined(__x86_64__)
#  include <immintrin.h>
#endif

#define ROUNDS_MAX 255u /* a byte's counter grows by one a round at the most */

/* The bytes that are left over by a vector, one by one. */
static uint64_t breaks_plain(const uint8_t *text, size_t len)
{
    uint64_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += text[i] == '\n' || (text[i] == '\r' && (i + 1 == len || text[i + 1] != '\n'));
    return n;
}

typedef uint8_t breaks_vector __attribute__((vector_size(16), aligned(1), may_alias));

/* With the vectors that every processor of the kind has: SSE2, NEON. */
static uint64_t breaks_portable(const uint8_t *text, size_t len)
{
    uint64_t n = 0;

    while (len > 16) {
        const size_t left = (len - 1) / 16; /* a vector's last byte has a neighbour, too */
        const size_t rounds = left < ROUNDS_MAX ? left : ROUNDS_MAX;
        breaks_vector sum = { 0 };

        for (size_t i = 0; i < rounds; i++, text += 16) {
            const breaks_vector here = *(const breaks_vector *)(const void *)text;
            const breaks_vector next = *(const breaks_vector *)(const void *)(text + 1);

            sum -= (breaks_vector)(here == '\n');
            sum -= (breaks_vector)(here == '\r') & ~(breaks_vector)(next == '\n');
        }
        for (size_t i = 0; i < 16; i++)
            n += sum[i];
        len -= rounds * 16;
    }
    return n + breaks_plain(text, len);
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static uint64_t breaks_avx2(const uint8_t *text, size_t len)
{
    const __m256i feed = _mm256_set1_epi8('\n'), carriage = _mm256_set1_epi8('\r');
    const __m256i zero = _mm256_setzero_si256();
    __m256i total = zero;
    uint64_t parts[4], n;

    while (len > 32) {
        const size_t left = (len - 1) / 32;
        const size_t rounds = left < ROUNDS_MAX ? left : ROUNDS_MAX;
        __m256i sum = zero;

        for (size_t i = 0; i < rounds; i++, text += 32) {
            const __m256i here = _mm256_loadu_si256((const __m256i *)(const void *)text);
            const __m256i next = _mm256_loadu_si256((const __m256i *)(const void *)(text + 1));
            const __m256i alone = _mm256_andnot_si256(_mm256_cmpeq_epi8(next, feed),
                                                      _mm256_cmpeq_epi8(here, carriage));

            sum = _mm256_sub_epi8(sum, _mm256_or_si256(_mm256_cmpeq_epi8(here, feed), alone));
        }
        total = _mm256_add_epi64(total, _mm256_sad_epu8(sum, zero));
        len -= rounds * 32;
    }
    _mm256_storeu_si256((__m256i *)(void *)parts, total);
    n = parts[0] + parts[1] + parts[2] + parts[3];
    return n + breaks_plain(text, len);
}

dlp_breaks_fn dlp_breaks_nth(size_t i)
{
    if (!__builtin_cpu_supports("avx2"))
        i++;
    return i == 0 ? breaks_avx2 : i == 1 ? breaks_portable : NULL;
}

#else

dlp_breaks_fn dlp_breaks_nth(size_t i)
{
    return i == 0 ? breaks_portable : NULL;
}

#endif

uint64_t dlp_breaks_count(const uint8_t *text, size_t len)
{
    return dlp_breaks_nth(0)(text, len);
}
