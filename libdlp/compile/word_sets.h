/* compile/word_sets.h - the words of all rules -> one look at the beginnings of words in a text. */
#ifndef COMPILE_WORD_SETS_H
#define COMPILE_WORD_SETS_H

#include "model/rule.h"
#include "model/words.h"

#include <dlp/status.h>

/** Build the gate of rules[0, rules_len), whose words have passed dlp_word_index_build().
 *  Of each phrase that can stand in ASCII text, the word that the fewest phrases share leads to its
 *  rule's set, so that "number" leads nowhere as long as "passport" stands beside it. A phrase of
 *  single letters and digits only leaves its rule without a set.
 *  @param out  free with dlp_word_gate_free(), also after a failure
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_word_gate_build(struct dlp_word_gate *out, const struct dlp_rule *const *rules,
                               size_t rules_len);

/** Free what build made, and make it empty. */
void dlp_word_gate_free(struct dlp_word_gate *gate);

/** The rule's words of each language, its keys and its negative words, one list after the other.
 *  @return NULL behind the last */
const struct dlp_strings *dlp_rule_word_list(const struct dlp_rule *rule, size_t i);
#endif
