/* scan/class_masks.h - 64 bytes -> a bit a byte for each class. */
#ifndef SCAN_CLASS_MASKS_H
#define SCAN_CLASS_MASKS_H

#include <stddef.h>
#include <stdint.h>

/** What escapes, entities, tags and strings begin with: each is a byte of dlp_decoders_of_sign(). */
#define DLP_SIGNS "%&\\=<\"'/"

/** Of the 64 bytes of one word, bit by bit. */
struct dlp_class_masks {
    uint64_t digit;  /* 0-9 */
    uint64_t letter; /* A-Z a-z */
    uint64_t small;  /* a-z */
    uint64_t joint;  /* of a set that the caller names */
    uint64_t high;   /* beyond ASCII */
    uint64_t sign;   /* of DLP_SIGNS */
    uint64_t token;  /* 0-9 A-Z a-z _ - */
};

#define DLP_CLASS_WORDS 64u /* words that are classified in one go: 4 KiB */
/** The same of many words, a row each, so that eight words can be reckoned with at once. The first one
 *  is the word before the others. */
struct dlp_class_rows {
    uint64_t digit[1 + DLP_CLASS_WORDS], letter[1 + DLP_CLASS_WORDS], small[1 + DLP_CLASS_WORDS],
        joint[1 + DLP_CLASS_WORDS], high[1 + DLP_CLASS_WORDS], sign[1 + DLP_CLASS_WORDS],
        token[1 + DLP_CLASS_WORDS];
};
static inline struct dlp_class_masks dlp_class_masks_at(const struct dlp_class_rows *rows,
                                                        size_t word)
{
    return (struct dlp_class_masks){ rows->digit[word], rows->letter[word], rows->small[word],
                                     rows->joint[word], rows->high[word],   rows->sign[word],
                                     rows->token[word] };
}

/** Classify words * 64 bytes into the rows from word `first` on. All implementations give the same
 *  answer.
 *  @param joints  a set of ASCII bytes: bit h of joints[l] stands for 16 * h + l */
typedef void (*dlp_class_masks_fn)(struct dlp_class_rows *out, size_t first, const uint8_t *bytes,
                                   size_t words, const uint8_t joints[16]);

/** The quickest one that this processor runs. */
dlp_class_masks_fn dlp_class_masks_best(void);
/** One that every processor runs: what the others are tested against. */
void dlp_class_masks_portable(struct dlp_class_rows *out, size_t first, const uint8_t *bytes,
                              size_t words, const uint8_t joints[16]);
/** The i-th that this processor runs, or NULL behind the last: for tests. */
dlp_class_masks_fn dlp_class_masks_nth(size_t i);
#endif
