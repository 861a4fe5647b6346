/* model/verdict.h - what a sample of a table says of its columns (decision D4). */
#ifndef MODEL_VERDICT_H
#define MODEL_VERDICT_H

#include <stddef.h>
#include <stdint.h>

#define DLP_SAMPLE_BYTES ((size_t)32 << 10) /* of a part's beginning */
#define DLP_VERDICTS_MAX 160                /* of one part; pairs that come later have none */

enum dlp_verdict_kind {
    DLP_VERDICT_OPEN, /* nothing is settled */
    DLP_VERDICT_TYPE, /* the column holds values of the rule's type */
    DLP_VERDICT_NONE  /* it holds other numbers, some of which pass by chance */
};
struct dlp_verdict {
    uint32_t rule : 20;
    uint32_t column : 10;
    uint32_t kind : 2; /* enum dlp_verdict_kind */
};
/** In order of (column, rule). */
struct dlp_verdicts {
    struct dlp_verdict at[DLP_VERDICTS_MAX];
    size_t len;
};
#endif
