/* scan/class_masks.h - 64 bytes -> a bit a byte for each class. */
#ifndef SCAN_CLASS_MASKS_H
#define SCAN_CLASS_MASKS_H

#include <stddef.h>
#include <stdint.h>

/** What escapes, entities, tags and strings begin with. */
#define DLP_SIGNS "%&\\=<\"'/"

struct dlp_class_masks {
    uint64_t digit;  /* 0-9 */
    uint64_t letter; /* A-Z a-z */
    uint64_t small;  /* a-z */
    uint64_t joint;  /* of a set that the caller names */
    uint64_t high;   /* beyond ASCII */
    uint64_t sign;   /* of DLP_SIGNS */
    uint64_t token;  /* 0-9 A-Z a-z _ - */
};

/** Classify words * 64 bytes. All implementations give the same answer.
 *  @param joints  a set of ASCII bytes: bit h of joints[l] stands for 16 * h + l */
typedef void (*dlp_class_masks_fn)(struct dlp_class_masks *out, const uint8_t *bytes, size_t words,
                                   const uint8_t joints[16]);

/** The quickest one that this processor runs. */
dlp_class_masks_fn dlp_class_masks_best(void);
/** One that every processor runs: what the others are tested against. */
void dlp_class_masks_portable(struct dlp_class_masks *out, const uint8_t *bytes, size_t words,
                              const uint8_t joints[16]);
/** The i-th that this processor runs, or NULL behind the last: for tests. */
dlp_class_masks_fn dlp_class_masks_nth(size_t i);
#endif
