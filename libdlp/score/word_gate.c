/* score/word_gate.c - may a rule have a phrase near a value?
 *
 * Most candidates in numbers, logs and dumps have no word of their rule in reach, and to find that
 * out must cost less than reading the words. So the text is taken in blocks, each at most once: bit
 * masks tell where its words begin, as base/token.c would part them, and the first letters of each
 * lead to the rules that have a phrase with it. Whatever is in doubt counts as found. */

#include "score/word_gate.h"

#include "base/bitmap.h"
#include "base/letter_masks.h"

#include <string.h>
#if defined(__x86_64__)
#  include <immintrin.h>
#endif

/* Into each of the functions that are made for a processor. */
#define EVERYWHERE static inline __attribute__((always_inline))

EVERYWHERE void sets_add(struct dlp_gate_sets *sets, const struct dlp_gate_sets *more)
{
    dlp_bits_unite(sets->any, more->any, DLP_GATE_SETS / 64);
    dlp_bits_unite(sets->positive, more->positive, DLP_GATE_SETS / 64);
}

/* Add the rules of a word that the filter knows: it may be another one. */
EVERYWHERE void gate_word(struct dlp_gate_sets *sets, const struct dlp_word_gate *gate,
                          uint64_t letters)
{
    for (size_t at = dlp_gate_place(gate, dlp_gate_hash(letters)); gate->words[at].letters != 0;
         at = (at + 1) & gate->mask) {
        if (gate->words[at].letters == letters) {
            sets_add(sets, &gate->words[at].sets);
            return;
        }
    }
}

/* Add the rules of the words that begin in the block, when words begin there. */
EVERYWHERE void gate_words(struct dlp_gate_sets *sets, const struct dlp_word_gate *gate,
                           const uint8_t text[64], uint64_t letter, uint64_t begins)
{
    const uint64_t block = (((uint64_t)1 << DLP_GATE_BLOCK) - 1) << DLP_GATE_BEHIND;
    const uint64_t ends = begins | ~letter;
    uint64_t known[DLP_GATE_BLOCK];
    size_t len = 0;

    /* Which words are known, nobody foresees: all are looked at first, without a jump. */
    for (uint64_t left = begins & block & ~(ends >> 1); left != 0; left &= left - 1) {
        const unsigned at = (unsigned)__builtin_ctzll(left);
        const uint64_t more = ends >> at >> 1; /* never 0: shorter words are seen whole */
        const size_t letters = more ? (size_t)__builtin_ctzll(more) + 1 : DLP_GATE_LETTERS;

        known[len] = dlp_gate_letters(text + at, letters);
        len += dlp_hash_bit(gate->hashes, dlp_gate_hash(known[len])) ? 1u : 0u;
    }
    for (size_t i = 0; i < len; i++)
        gate_word(sets, gate, known[i]);
    if (gate->single == 0)
        return;
    for (uint64_t left = begins & block & (ends >> 1); left != 0; left &= left - 1) {
        const uint8_t lower = text[__builtin_ctzll(left)] | 0x20u;

        if (gate->single >> (lower - 'a') & 1u)
            gate_word(sets, gate, lower);
    }
}

EVERYWHERE void block_look(struct dlp_gate_sets *sets, const struct dlp_word_gate *gate,
                           const uint8_t text[64], struct dlp_letter_masks is)
{
    const uint64_t lower = is.letter & ~is.upper;
    /* "SSNNumber": the last capital belongs to what follows ... */
    const uint64_t last = is.upper & is.upper << 1 & lower >> 1;
    /* ... but not in "SSNs" and "IPv4", of which an edge of the text may hide the end. */
    const uint64_t doubtful = last & ~(lower >> 2);
    const uint64_t begins =
        (is.letter & ~(is.letter << 1)) | (is.upper & lower << 1) | (last & ~doubtful);

    if (is.wide) {
        memset(sets, 0xff, sizeof(*sets));
        return;
    }
    *sets = (struct dlp_gate_sets){ 0 };
    gate_words(sets, gate, text, is.letter, begins);
    if (doubtful)
        gate_words(sets, gate, text, is.letter, begins | doubtful);
}

struct dlp_gate_sets dlp_gate_block(const struct dlp_word_gate *gate, const uint8_t text[64])
{
    struct dlp_gate_sets sets;

    block_look(&sets, gate, text, dlp_letter_masks(text));
    return sets;
}

EVERYWHERE void block_keep(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                           const uint8_t *text, uint64_t number, struct dlp_letter_masks is)
{
    const size_t at = number % DLP_CACHE_BLOCKS;

    block_look(&cache->blocks[at].sets, gate, text, is);
    cache->blocks[at].number = number + 1;
    cache->blocks[at].epoch = cache->epoch;
}

/* Read `len` blocks from that number on, one after the other; text[0] is DLP_GATE_BEHIND before the
 * first of them. */
typedef void (*blocks_fn)(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                          const uint8_t *text, uint64_t number, size_t len);

static void blocks_portable(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                            const uint8_t *text, uint64_t number, size_t len)
{
    for (size_t i = 0; i < len; i++, text += DLP_GATE_BLOCK)
        block_keep(cache, gate, text, number + i, dlp_letter_masks(text));
}

#if defined(__x86_64__)

__attribute__((target("avx2,bmi,bmi2"))) static void blocks_avx2(struct dlp_token_cache *cache,
                                                                 const struct dlp_word_gate *gate,
                                                                 const uint8_t *text,
                                                                 uint64_t number, size_t len)
{
    for (size_t i = 0; i < len; i++, text += DLP_GATE_BLOCK)
        block_keep(cache, gate, text, number + i, dlp_letter_masks(text));
}

__attribute__((target("avx512bw,bmi,bmi2"))) static inline struct dlp_letter_masks masks_avx512(
    const uint8_t text[64])
{
    const __m512i bytes = _mm512_loadu_si512(text);
    const __m512i lower = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
    const uint64_t letter =
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, _mm512_set1_epi8('a')), _mm512_set1_epi8(26));

    return (struct dlp_letter_masks){
        .letter = letter,
        .upper = letter & ~_mm512_movepi8_mask(_mm512_slli_epi16(bytes, 2)), /* bit 5 becomes 7 */
        .wide = _mm512_movepi8_mask(bytes),
    };
}

__attribute__((target("avx512bw,bmi,bmi2"))) static void blocks_avx512(
    struct dlp_token_cache *cache, const struct dlp_word_gate *gate, const uint8_t *text,
    uint64_t number, size_t len)
{
    for (size_t i = 0; i < len; i++, text += DLP_GATE_BLOCK)
        block_keep(cache, gate, text, number + i, masks_avx512(text));
}

static blocks_fn blocks_best(void)
{
    const bool shifts = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");

    if (shifts && __builtin_cpu_supports("avx512bw"))
        return blocks_avx512;
    return shifts && __builtin_cpu_supports("avx2") ? blocks_avx2 : blocks_portable;
}

#else

static blocks_fn blocks_best(void)
{
    return blocks_portable;
}

#endif

/* The block of that number, also where the known text does not fill it. */
static struct dlp_gate_sets block_read(const struct dlp_word_gate *gate, const struct dlp_window *w,
                                       uint64_t number, bool *whole)
{
    const uint64_t first = number * DLP_GATE_BLOCK;
    const uint64_t known = w->start + w->len;
    uint8_t text[64] = { 0 };
    uint64_t from = first > DLP_GATE_BEHIND ? first - DLP_GATE_BEHIND : 0, to;
    size_t pad;

    if (from < w->start)
        from = w->start;
    pad = (size_t)(from + DLP_GATE_BEHIND - first);
    to = first - DLP_GATE_BEHIND + sizeof(text); /* wraps back for the first block */
    *whole = to <= known;
    if (*whole && pad == 0)
        return dlp_gate_block(gate, dlp_window_at(w, from));
    memcpy(text + pad, dlp_window_at(w, from), (size_t)((*whole ? to : known) - from));
    return dlp_gate_block(gate, text);
}

void dlp_gate_learn(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                    const struct dlp_window *window, uint64_t number)
{
    const size_t at = number % DLP_CACHE_BLOCKS;
    bool whole = true;

    cache->blocks[at].sets = block_read(gate, window, number, &whole);
    cache->blocks[at].number = whole ? number + 1 : 0;
    cache->blocks[at].epoch = cache->epoch;
}

static inline uint64_t blocks_end(uint64_t hi)
{
    return (hi + DLP_GATE_BLOCK - 1) / DLP_GATE_BLOCK;
}

void dlp_gate_read(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                   const struct dlp_window *window, uint64_t lo, uint64_t hi)
{
    const blocks_fn read = blocks_best();
    const uint64_t known = window->start + window->len;
    /* Blocks of which the window has all that is looked at. */
    const uint64_t least = (window->start + DLP_GATE_BEHIND + DLP_GATE_BLOCK - 1) / DLP_GATE_BLOCK;
    const uint64_t most =
        known + DLP_GATE_BEHIND < 64 ? 0 : (known + DLP_GATE_BEHIND - 64) / DLP_GATE_BLOCK + 1;
    const uint64_t end = blocks_end(hi) < most ? blocks_end(hi) : most;
    uint64_t number = lo / DLP_GATE_BLOCK > least ? lo / DLP_GATE_BLOCK : least;

    while (number < end && dlp_gate_knows(cache, number))
        number++;
    if (number < end)
        read(cache, gate, dlp_window_at(window, number * DLP_GATE_BLOCK - DLP_GATE_BEHIND), number,
             (size_t)(end - number));
}

/* Is there a phrase in [lo, hi) that can change what becomes of the candidate? */
static bool stretch_opens(const struct dlp_score_input *in, bool needy, uint64_t lo, uint64_t hi)
{
    const struct dlp_word_gate *const gate = &in->words->gate;
    const uint64_t end = blocks_end(hi);

    for (uint64_t number = lo / DLP_GATE_BLOCK; number < end; number++) {
        const struct dlp_gate_sets *const sets = dlp_gate_at(in->cache, gate, in->window, number);

        if (dlp_gate_has(needy ? sets->positive : sets->any, gate->rules[in->rule_index]))
            return true;
    }
    return false;
}

bool dlp_gate_opens(const struct dlp_score_input *in, const struct dlp_scope *scope, bool keys)
{
    /* Nothing speaks for it yet, and it is not wanted without: negative words change nothing. */
    const bool needy = keys && !in->typed && in->rule->scores.base < (int)in->wanted;
    /* And no word that stands behind the value is a label or a key. */
    const bool labelled = needy && dlp_rule_needs_label(in->rule, in->wanted);
    const size_t near = dlp_words_reach(scope);
    const struct dlp_key_cache *key;

    if (!in->words->gate.rules || in->words->gate.rules[in->rule_index] == 0)
        return in->words->uses_len > 0;
    if (stretch_opens(in, needy, in->start - near, in->start)
        || (!labelled && stretch_opens(in, needy, in->end, in->end + scope->after_len)))
        return true;
    key = keys && scope->before_len != near ? dlp_key_at(in, scope) : NULL;
    return key
        && stretch_opens(in, needy, in->start - scope->before_len + key->start,
                         in->start - scope->before_len + key->end);
}
