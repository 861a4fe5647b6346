/* scan/view_sift.h - which words of a chunk may ask for a decoder, by arithmetic on the rows of class_masks.h alone. */
#ifndef SCAN_VIEW_SIFT_H
#define SCAN_VIEW_SIFT_H

#include "scan/class_masks.h"

/** Word 0 is not told. */
struct dlp_view_sift {
    uint64_t
        signs[1 + DLP_CLASS_WORDS]; /* DLP_SIGN_AHEAD bytes behind signs that digits are near */
    /* Behind runs of DLP_VIEW_RUN_LEAST letters and digits and more. */
    uint64_t runs[1 + DLP_CLASS_WORDS];
    /* Behind the third of runs of four, and the second of runs of eight. */
    uint64_t pieces[1 + DLP_CLASS_WORDS];
    /* Words: not 0 when a run may have become as long as a word. */
    uint64_t longs[1 + DLP_CLASS_WORDS];
    /* The same when groups of digits stand in one of the ways in which spelled-out, listed or parted numbers
     * do; when they and the word before have digits enough for a number; when anything is asked. */
    uint64_t groups[1 + DLP_CLASS_WORDS], digits[1 + DLP_CLASS_WORDS], any[1 + DLP_CLASS_WORDS];
};

/** Digits in the 64 bytes before the end of what is spelled out or stands in groups, and near a line's end that
 *  something is broken over. */
#define DLP_VIEW_DIGITS_LEAST 8u

/** Fill *out for the words 1 to `words`. All implementations give the same answer. */
typedef void (*dlp_view_sift_fn)(struct dlp_view_sift *out, const struct dlp_class_rows *rows,
                                 size_t words);

/** The quickest one that this processor runs. */
dlp_view_sift_fn dlp_view_sift_best(void);
/** The i-th that this processor runs, or NULL behind the last: for tests. */
dlp_view_sift_fn dlp_view_sift_nth(size_t i);
#endif
