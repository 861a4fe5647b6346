/* score/context.h - the words around a value, and the phrases of rules in them. Inside score/. */
#ifndef SCORE_CONTEXT_H
#define SCORE_CONTEXT_H

#include "base/token.h"
#include "model/token_cache.h"
#include "model/words.h"
#include "score/score.h"

/** The text around a value that a decision may look at. An edge is open when the text goes on
 *  behind it, so that a word which touches it may have been cut. */
struct dlp_scope {
    const uint8_t *before; /* before[0, before_len) ends where the value starts */
    size_t before_len;
    bool before_open;
    const uint8_t *after; /* after[0, after_len) starts where the value ends */
    size_t after_len;
    bool after_open;
    bool record; /* a row of values: `before` begins with it, `after` is still to be cut */
};

/** A phrase of the rule. from and to count from the value's start (before it, to <= 0) or from its
 *  end (behind it, from >= 0). */
struct dlp_hit {
    const struct dlp_word_use *use; /* NULL: none */
    int32_t from, to;
};

#define DLP_HITS_MAX 32 /* of each side; the nearest are kept */
struct dlp_hits {
    struct dlp_hit at[2 * DLP_HITS_MAX];
    size_t len;
    struct dlp_hit label;
};

/** The slot of a phrase, also when it is only the beginning of one (len 0); NULL: neither. */
const struct dlp_word_slot *dlp_words_find(const struct dlp_word_index *index, uint64_t phrase);
/** The rule's use of a phrase, or NULL. */
const struct dlp_word_use *dlp_words_use(const struct dlp_word_index *index,
                                         const struct dlp_word_slot *slot, uint32_t rule);
/** May the bytes between two words stand inside a phrase? */
bool dlp_words_joined(const uint8_t *text, uint32_t end, uint32_t start);

/** The bytes before the value whose words count. */
size_t dlp_words_reach(const struct dlp_scope *scope);
/** All phrases of the rule around the value, and its label. */
void dlp_words_collect(const struct dlp_score_input *in, const struct dlp_scope *scope,
                       struct dlp_hits *out);

/** The key that stands left of the value in before[0, before_len): its place there. */
struct dlp_key_place {
    size_t start, end;
    bool bare; /* name and colon without any quotes: prose looks the same */
};
bool dlp_key_find(const uint8_t *before, size_t before_len, bool before_open,
                  struct dlp_key_place *out);
/** The same for a value of in->cache's part; NULL: it has no key. */
struct dlp_key_cache *dlp_key_at(const struct dlp_score_input *in, const struct dlp_scope *scope);
/** The longest phrase of the rule in the key left of the value; out->use NULL: none. */
void dlp_key_match(const struct dlp_score_input *in, const struct dlp_scope *scope,
                   struct dlp_hit *out, bool *bare);
#endif
