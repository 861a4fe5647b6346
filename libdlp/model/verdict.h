/* model/verdict.h - what a sample of a table says of its columns (decision D4). */
#ifndef MODEL_VERDICT_H
#define MODEL_VERDICT_H

#include <stddef.h>
#include <stdint.h>

#define DLP_SAMPLE_BYTES ((size_t)32 << 10) /* of a part's beginning */
#define DLP_VERDICTS_MAX 64                 /* of one part; pairs that come later have none */

enum dlp_verdict_kind {
    DLP_VERDICT_OPEN, /* nothing is settled */
    DLP_VERDICT_TYPE, /* the column holds values of the rule's type */
    DLP_VERDICT_NONE  /* it holds other numbers, some of which pass by chance */
};
struct dlp_verdict {
    uint32_t rule;
    uint16_t column;
    uint8_t kind; /* enum dlp_verdict_kind */
};
struct dlp_verdicts {
    struct dlp_verdict at[DLP_VERDICTS_MAX];
    size_t len;
};
#endif
