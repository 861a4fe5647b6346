/* findings/why.h - the evidence of a finding as one line of words. */
#ifndef FINDINGS_WHY_H
#define FINDINGS_WHY_H

#include "model/evidence.h"
#include "model/rule.h"

#define DLP_WHY_MAX 272   /* bytes: a line of 255 and room; a longer one is cut at a comma */
#define DLP_CHECKS_MAX 16 /* of one rule that a finding tells of: as many bits as evidence has */

/** "label", "word", "key", "column" or "negative". */
const char *dlp_evidence_kind_name(unsigned kind);

/** Write the line: the class of rule, its checks, and the words and rejects of evidence. */
void dlp_why(char out[DLP_WHY_MAX], const struct dlp_rule *rule,
             const struct dlp_evidence *evidence);
#endif
