/* compile/chain_nfa.h - the patterns of rules with `digits` -> places and what stands before each. */
#ifndef COMPILE_CHAIN_NFA_H
#define COMPILE_CHAIN_NFA_H

#include "model/compiled.h"

#include <dlp/status.h>

/** Of the rules of that set, those whose patterns are understood.
 *  @return DLP_OK or DLP_ENOMEM; free in both cases */
dlp_status dlp_chain_nfa_build(struct dlp_chain_nfa *nfa, const struct dlp_chain_set *set,
                               const struct dlp_rule_code *rules);
void dlp_chain_nfa_free(struct dlp_chain_nfa *nfa);
#endif
