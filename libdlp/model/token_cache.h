/* model/token_cache.h - the words of a stretch of one part. Candidates stand close together where there
 * are many, and look at the same words. */
#ifndef MODEL_TOKEN_CACHE_H
#define MODEL_TOKEN_CACHE_H

#include "base/token.h"
#include "model/words.h"

#define DLP_CACHE_TOKENS 2048u

struct dlp_token_cache {
    uint64_t from, to; /* of the part; from == to: empty */
    size_t len;
    struct dlp_token tokens[DLP_CACHE_TOKENS];           /* places count from `from` */
    const struct dlp_word_slot *slots[DLP_CACHE_TOKENS]; /* of each token by itself, or NULL */
};
#endif
