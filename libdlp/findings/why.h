/* findings/why.h - the evidence of a finding as one line of words. */
#ifndef FINDINGS_WHY_H
#define FINDINGS_WHY_H

#include "model/evidence.h"
#include "model/rule.h"

#include <dlp/finding.h>

#define DLP_WHY_MAX 256 /* bytes, with the NUL; a longer line is cut at a comma */

/** "label", "word", "key", "column" or "negative". */
const char *dlp_evidence_kind_name(unsigned kind);

/** Write the line, from the class of rule, checks and context of finding, rejects of evidence. */
void dlp_why(char out[DLP_WHY_MAX], const struct dlp_finding *finding, const struct dlp_rule *rule,
             const struct dlp_evidence *evidence);
#endif
