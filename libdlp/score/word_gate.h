/* score/word_gate.h - may a rule have a phrase near a value? A cheap question before the exact one. */
#ifndef SCORE_WORD_GATE_H
#define SCORE_WORD_GATE_H

#include "score/context.h"

#define DLP_GATE_BLOCK 48u /* bytes in which the words of one look begin */
#define DLP_GATE_BEHIND 4u /* bytes before them that are seen, too, and as many as fill up 64 */

/** The sets of the rules that may have a phrase whose word begins in
 *  text[DLP_GATE_BEHIND, DLP_GATE_BEHIND + DLP_GATE_BLOCK). All bits where a byte is not ASCII. */
struct dlp_gate_sets dlp_gate_block(const struct dlp_word_gate *gate, const uint8_t text[64]);

static inline bool dlp_gate_knows(const struct dlp_token_cache *cache, uint64_t number)
{
    const size_t at = number % DLP_CACHE_BLOCKS;

    return cache->blocks[at].number == number + 1 && cache->blocks[at].epoch == cache->epoch;
}
/** Make dlp_gate_knows() true, where the window has all that is looked at. */
void dlp_gate_learn(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                    const struct dlp_window *window, uint64_t number);

/** The same for the block of that number, each of DLP_GATE_BLOCK bytes, of which some are in the window. Valid
 *  until the next question about words.
 *  @param cache  of the part that the window shows: each block is read once */
static inline const struct dlp_gate_sets *dlp_gate_at(struct dlp_token_cache *cache,
                                                      const struct dlp_word_gate *gate,
                                                      const struct dlp_window *window,
                                                      uint64_t number)
{
    if (!dlp_gate_knows(cache, number))
        dlp_gate_learn(cache, gate, window, number);
    return &cache->blocks[number % DLP_CACHE_BLOCKS].sets;
}

/** Read the blocks of [lo, hi) that the cache does not have yet, all in one go: what then asks for them is
 *  quick. At most DLP_CACHE_BLOCKS of them. */
void dlp_gate_read(struct dlp_token_cache *cache, const struct dlp_word_gate *gate,
                   const struct dlp_window *window, uint64_t lo, uint64_t hi);

/** false: no phrase of the rule is among the words around the value nor, with `keys`, in the key left
 *  of it; where nothing else speaks for a rule that is not wanted without, no positive one. That is
 *  certain; true is not. Columns are not looked at. */
bool dlp_gate_opens(const struct dlp_score_input *in, const struct dlp_scope *scope, bool keys);
#endif
