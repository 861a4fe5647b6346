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
void dlp_rule_code_free(struct dlp_rule_code *code);
#endif
