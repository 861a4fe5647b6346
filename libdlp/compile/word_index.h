/* compile/word_index.h - the words, keys and negative words of all rules -> one hash table. */
#ifndef COMPILE_WORD_INDEX_H
#define COMPILE_WORD_INDEX_H

#include "model/rule.h"
#include "model/words.h"

#include <dlp/status.h>

/** Build the index of rules[0, rules_len). A use's rule is the place in that array.
 *  Strings are referenced, not copied: the rules must outlive the index.
 *  Every beginning of a phrase has a slot too (len 0 when it is no phrase itself), so that a reader
 *  stops at the first word that leads nowhere. A phrase with hash 0 is kept under hash 1.
 *  One rule has at most one use of a phrase: roles are joined, the first spelling stays.
 *  @param out  set to an empty index on failure; free with dlp_word_index_free().
 *  @return DLP_ERULE   a word without letters or digits, or of more than DLP_PHRASE_MAX tokens
 *          DLP_ELIMIT  2^32 or more uses
 *          DLP_ENOMEM */
dlp_status dlp_word_index_build(struct dlp_word_index *out, const struct dlp_rule *const *rules,
                                size_t rules_len, struct dlp_error *err);

/** Free what build made, and make it empty. An index of zeros is allowed. */
void dlp_word_index_free(struct dlp_word_index *index);
#endif
