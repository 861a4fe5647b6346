/* score/score.h - words, keys, columns and named rejects around a candidate -> confidence. */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "model/evidence.h"
#include "model/rule.h"
#include "model/table.h"
#include "model/token_cache.h"
#include "model/window.h"
#include "model/words.h"

/** A confirmed candidate, ready to be judged. */
struct dlp_score_input {
    const struct dlp_window *window;
    uint64_t start, end; /* of the value, in the part */
    const struct dlp_rule *rule;
    uint32_t rule_index;
    const struct dlp_word_index *words;
    struct dlp_token_cache *cache; /* of this part; filled on demand */
    const struct dlp_table *table; /* advanced exactly to `end` (or NULL) */
    unsigned wanted; /* hundredths: a candidate that cannot reach them is not wanted; 0: all are */
    bool typed;      /* the column's values, as a whole, are of this rule's type (decision D4) */
};

/** Weigh a candidate. evidence->checks_passed is set by the caller; the rest is filled in.
 *  Looks at [start - B, end + 64) only.
 *  @return false when the rule requires context and there is none, or it is not wanted */
bool dlp_score(const struct dlp_score_input *in, struct dlp_evidence *evidence);
#endif
