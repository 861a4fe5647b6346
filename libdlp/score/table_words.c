/* score/table_words.c - where in plain text may an SQL statement begin?
 *
 * Nearly all bytes of nearly all texts are looked at here and nowhere else in score/, so vectors ask
 * for three bytes at once: white space or another control character, the word's first letter, and its
 * third. "ins", "rep" and "cop" are few enough that asking for the rest costs nothing. */

#include "score/table_state.h"

#if defined(__x86_64__)
#  include <immintrin.h>
#endif

#define AHEAD 2u /* from the first letter to the third */

static bool word_may_begin(const uint8_t *text, size_t at, size_t len)
{
    const uint8_t first = text[at] | 0x20u;
    const bool known = at + AHEAD < len; /* else the third letter is still to come */

    if (at > 0 && text[at - 1] > ' ')
        return false;
    if (first == 'i')
        return !known || (text[at + AHEAD] | 0x20u) == 's';
    return (first == 'r' || first == 'c') && (!known || (text[at + AHEAD] | 0x20u) == 'p');
}

static size_t word_find_plain(const uint8_t *text, size_t at, size_t len)
{
    while (at < len && !word_may_begin(text, at, len))
        at++;
    return at;
}

typedef uint8_t words_vector __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint64_t words_halves __attribute__((vector_size(16)));

/* With the vectors that every processor of the kind has: SSE2, NEON. */
static size_t word_find_portable(const uint8_t *text, size_t at, size_t len)
{
    if (at == 0 && len > 0) { /* there is no byte before it */
        if (word_may_begin(text, 0, len))
            return 0;
        at = 1;
    }
    for (; at + 16 + AHEAD <= len; at += 16) {
        const words_vector before = *(const words_vector *)(const void *)(text + at - 1);
        const words_vector first = *(const words_vector *)(const void *)(text + at) | 0x20;
        const words_vector third = *(const words_vector *)(const void *)(text + at + AHEAD) | 0x20;
        const words_vector insert = (words_vector)(first == 'i') & (words_vector)(third == 's');
        const words_vector other = ((words_vector)(first == 'r') | (words_vector)(first == 'c'))
            & (words_vector)(third == 'p');
        const words_halves found = (words_halves)((words_vector)(before <= ' ') & (insert | other));

        if (found[0] | found[1])
            return word_find_plain(text, at, len);
    }
    return word_find_plain(text, at, len);
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static inline unsigned words_avx2(const uint8_t *text)
{
    const __m256i blank = _mm256_set1_epi8(' ');
    const __m256i before = _mm256_loadu_si256((const __m256i *)(const void *)(text - 1));
    const __m256i first =
        _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(const void *)text), blank);
    const __m256i third =
        _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(const void *)(text + AHEAD)), blank);
    const __m256i insert = _mm256_and_si256(_mm256_cmpeq_epi8(first, _mm256_set1_epi8('i')),
                                            _mm256_cmpeq_epi8(third, _mm256_set1_epi8('s')));
    const __m256i replace_or_copy =
        _mm256_and_si256(_mm256_or_si256(_mm256_cmpeq_epi8(first, _mm256_set1_epi8('r')),
                                         _mm256_cmpeq_epi8(first, _mm256_set1_epi8('c'))),
                         _mm256_cmpeq_epi8(third, _mm256_set1_epi8('p')));
    const __m256i space = _mm256_cmpeq_epi8(_mm256_max_epu8(before, blank), blank);

    return (unsigned)_mm256_movemask_epi8(
        _mm256_and_si256(space, _mm256_or_si256(insert, replace_or_copy)));
}

__attribute__((target("avx2"))) static size_t word_find_avx2(const uint8_t *text, size_t at,
                                                             size_t len)
{
    if (at == 0 && len > 0) { /* there is no byte before it */
        if (word_may_begin(text, 0, len))
            return 0;
        at = 1;
    }
    for (; at + 32 + AHEAD <= len; at += 32) {
        const unsigned found = words_avx2(text + at);

        if (found)
            return at + (unsigned)__builtin_ctz(found);
    }
    if (len > 32 + AHEAD && at < len - AHEAD) { /* again over some, so as to reach the end */
        const size_t last = len - 32 - AHEAD;
        const unsigned found = words_avx2(text + last) >> (at - last);

        if (found)
            return at + (unsigned)__builtin_ctz(found);
        at = len - AHEAD;
    }
    return word_find_plain(text, at, len);
}

dlp_table_word_fn dlp_table_word_nth(size_t i)
{
    if (!__builtin_cpu_supports("avx2"))
        i++;
    return i == 0 ? word_find_avx2 : i == 1 ? word_find_portable : NULL;
}

#else

dlp_table_word_fn dlp_table_word_nth(size_t i)
{
    return i == 0 ? word_find_portable : NULL;
}

#endif

size_t dlp_table_word_find(const uint8_t *text, size_t at, size_t len)
{
    return dlp_table_word_nth(0)(text, at, len);
}
