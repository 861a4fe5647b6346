/* model/evidence.h - what speaks for and against a candidate: score/ fills it, findings/ keeps it. */
#ifndef MODEL_EVIDENCE_H
#define MODEL_EVIDENCE_H

#include <stdint.h>

enum dlp_evidence_kind {
    DLP_EVIDENCE_LABEL,   /* a word right before the value: "SSN: ..." */
    DLP_EVIDENCE_WORD,    /* a word somewhere in the window */
    DLP_EVIDENCE_KEY,     /* a JSON, YAML, form or XML key */
    DLP_EVIDENCE_COLUMN,  /* a CSV/TSV header or an SQL column */
    DLP_EVIDENCE_NEGATIVE /* a word that speaks against it */
};

#define DLP_EVIDENCE_MAX 4
struct dlp_evidence_item {
    const char *word; /* as the rule spells it; lives with the database */
    int16_t
        distance; /* bytes: from the word's end to the value (< 0), from the value to the word (> 0) */
    uint8_t kind; /* enum dlp_evidence_kind */
};
struct dlp_evidence {
    struct dlp_evidence_item item[DLP_EVIDENCE_MAX];
    uint8_t items;
    uint8_t confidence; /* hundredths, 1..99 */
    uint16_t rejects;   /* bit i: rule->rejects[i] applies */
    uint16_t
        checks_passed; /* bit i: rule->checks[i] passed (filled by the engine before scoring) */
};
#endif
