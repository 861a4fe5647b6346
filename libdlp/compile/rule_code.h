/* compile/rule_code.h - one rule -> its PCRE2 codes and facts. */
#ifndef COMPILE_RULE_CODE_H
#define COMPILE_RULE_CODE_H

#include "base/diag.h"
#include "compile/facts.h"
#include "model/compiled.h"

/** Compile one rule. *code must be zeroed; free it whatever this returns.
 *  @param facts  of Hyperscan, known already; grows. NULL: ask
 *  @return DLP_ERULE after one or more diagnostics, DLP_ENOMEM */
dlp_status dlp_rule_code_compile(struct dlp_rule_code *code, const struct dlp_rule *rule,
                                 struct dlp_facts *facts, struct dlp_diag *diag);
/** What compiling a rule finds out, but for the expressions themselves. Written to the cache as it is:
 *  80 bytes without padding. */
struct dlp_code_fact {
    uint32_t value_group, before_width, width;
    uint8_t alphabet[32], first[32];
    struct dlp_needs needs;
    uint8_t zero;
};
struct dlp_code_fact dlp_rule_code_fact(const struct dlp_rule_code *code);
/** A code whose rule is set, as dlp_rule_code_compile() left it, but without expressions.
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_rule_code_restore(struct dlp_rule_code *code, const struct dlp_code_fact *fact);
/** Compile the expressions that a restored code lacks. They have been compiled before: it fails only
 *  for want of memory, and may be called again then. @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_rule_code_complete(struct dlp_rule_code *code);

void dlp_rule_code_free(struct dlp_rule_code *code);
#endif
