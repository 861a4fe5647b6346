/* compile/word_store.h - a word index as bytes, and back: tokenising every word takes longer. */
#ifndef COMPILE_WORD_STORE_H
#define COMPILE_WORD_STORE_H

#include "base/bytes.h"
#include "model/rule.h"
#include "model/words.h"

/** Append the index of rules[0, rules_len) to out. @return DLP_OK, DLP_ENOMEM, DLP_ELIMIT */
dlp_status dlp_word_store_write(struct dlp_bytes *out, const struct dlp_word_index *index,
                                const struct dlp_rule *const *rules, size_t rules_len);

/** The index of rules with the same meaning. Every number is checked before it is used.
 *  @param bytes  need not be aligned
 *  @return DLP_OK, DLP_ENOMEM, or DLP_ERULE: not what was written of such rules; *out is empty then */
dlp_status dlp_word_store_read(struct dlp_word_index *out, const uint8_t *bytes, size_t len,
                               const struct dlp_rule *const *rules, size_t rules_len);
#endif
