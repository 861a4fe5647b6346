/* model/token_cache.h - the words of a stretch of one part. Candidates stand close together where there
 * are many, and look at the same words. */
#ifndef MODEL_TOKEN_CACHE_H
#define MODEL_TOKEN_CACHE_H

#include "base/token.h"
#include "model/words.h"

#define DLP_CACHE_TOKENS 2048u
#define DLP_CACHE_BLOCKS 512u /* of score/word_gate.c: more than a block of the pipeline has */

/** A token that is a phrase, or begins one. */
struct dlp_phrase_start {
    uint64_t rules; /* of its slot */
    const struct dlp_word_slot *slot;
    uint32_t token; /* its place in tokens */
    uint32_t place; /* where it starts, counted from `from` */
};

#define DLP_KEY_TOKENS 64u
/** The key left of a value: all rules that want the value ask for it. */
struct dlp_key_cache {
    uint64_t value;    /* where it starts */
    size_t before_len; /* bytes before it in which the key was looked for, ... */
    bool before_open;  /* ... which may begin within a word */
    bool known;        /* of this part; found: there is one, at [start, end) of those bytes */
    bool found, bare;  /* bare: name and colon without any quotes */
    bool read;         /* tokens are */
    size_t start, end, len;
    struct dlp_token tokens[DLP_KEY_TOKENS]; /* places count from `start` */
};

struct dlp_token_cache {
    uint64_t from, to; /* of the part; from == to: empty */
    size_t len, starts_len;
    size_t near; /* in starts: where the last look ended, and the next one begins */
    struct dlp_token tokens[DLP_CACHE_TOKENS]; /* places count from `from` */
    struct dlp_phrase_start starts[DLP_CACHE_TOKENS];
    struct dlp_key_cache key;
    uint32_t epoch; /* of the part; what was noted in another one is void */
    struct {
        uint64_t number; /* of the block, + 1; 0: none */
        uint32_t epoch;
        struct dlp_gate_sets sets;
    } blocks[DLP_CACHE_BLOCKS]; /* what score/word_gate.c knows, by the low bits of the number */
};

/** Forget everything: the next words are of another part. */
static inline void dlp_token_cache_clear(struct dlp_token_cache *cache)
{
    cache->from = cache->to = 0;
    cache->key.known = false;
    cache->epoch++;
    for (size_t i = 0; cache->epoch == 0 && i < DLP_CACHE_BLOCKS; i++)
        cache->blocks[i].number = 0; /* epochs begin again */
}
#endif
