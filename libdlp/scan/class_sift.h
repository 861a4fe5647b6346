/* scan/class_sift.h - which places of many words the tables must be asked about, by arithmetic on the
 * rows of class_masks.h alone. */
#ifndef SCAN_CLASS_SIFT_H
#define SCAN_CLASS_SIFT_H

#include "model/compiled.h"
#include "scan/class_masks.h"

#include <stdbool.h>

/** What is asked for. */
struct dlp_sift_wants {
    unsigned single;    /* fewest digits of a group that stands alone, 1 to 63 */
    unsigned sided;     /* fewest digits of one with letters beside it, 1 to 63; 0: of none */
    bool single_strict; /* none that stands alone may have a letter before it */
    bool sided_strict;  /* none may be clasped by letters that touch digits beyond */
    bool heads;         /* two letters and two digits */
    bool tokens;        /* runs of DLP_TOKEN_RUN bytes of tokens */
    bool wide;       /* words with runs of DLP_SIFT_WIDE of them; else only with very wide ones */
    bool runs;       /* runs of letters and digits with a digit in them, */
    bool words;      /* or whatever is in them; */
    bool runs_four;  /* of those with a digit only those of four bytes and more, */
    bool runs_eight; /* and without a letter or with a small one, of eight */
};

/** Places, a bit each. Word 0 is not told. */
struct dlp_sift {
    uint64_t groups[1 + DLP_CLASS_WORDS]; /* behind groups of digits, wide ones or joined ones */
    uint64_t
        joined[1 + DLP_CLASS_WORDS];     /* those that a separator and another group stand before */
    uint64_t sided[1 + DLP_CLASS_WORDS]; /* behind groups that may have a letter beside them */
    uint64_t heads[1 + DLP_CLASS_WORDS]; /* last digits of heads */
    uint64_t runs[1 + DLP_CLASS_WORDS];  /* behind runs of letters and digits with a digit */
    uint64_t tokens[1 + DLP_CLASS_WORDS]; /* behind the first DLP_TOKEN_RUN bytes of a run */
    /* Words: not 0 when a run of DLP_SIFT_WIDE bytes of a token and more goes through the word, or ends
     * where it begins; when anything is there. */
    uint64_t wide[1 + DLP_CLASS_WORDS], any[1 + DLP_CLASS_WORDS];
};
#define DLP_SIFT_WIDE 15u
#define DLP_SIFT_VERY_WIDE 32u

/** Fill *out for `words` words from 1 on, 1 to DLP_CLASS_WORDS; what it says of later ones is void. What a word cannot tell of its neighbours counts as asked for.
 *  All implementations give the same answer. */
typedef void (*dlp_class_sift_fn)(struct dlp_sift *out, const struct dlp_class_rows *rows,
                                  const struct dlp_sift_wants *wants, size_t words);

/** The quickest one that this processor runs. */
dlp_class_sift_fn dlp_class_sift_best(void);
/** The i-th that this processor runs, or NULL behind the last: for tests. */
dlp_class_sift_fn dlp_class_sift_nth(size_t i);
#endif
