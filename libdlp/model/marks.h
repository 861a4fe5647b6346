/* model/marks.h - where a text asks to be decoded: scan/ marks, engine/ makes a view. */
#ifndef MODEL_MARKS_H
#define MODEL_MARKS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define DLP_MARKS_MAX 16384u /* bytes of a block at the most */

/** The marked places of one block: bit i stands for `from` + 1 + i. */
struct dlp_marks {
    uint64_t from; /* of the block */
    bool any;
    uint64_t bits[DLP_MARKS_MAX / 64];
};

static inline void dlp_marks_begin(struct dlp_marks *marks, uint64_t from)
{
    if (marks->any)
        memset(marks->bits, 0, sizeof(marks->bits));
    marks->any = false;
    marks->from = from;
}
/** Mark a place with from < at <= from + DLP_MARKS_MAX. */
static inline void dlp_marks_add(struct dlp_marks *marks, uint64_t at)
{
    const uint64_t bit = at - marks->from - 1;

    marks->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
    marks->any = true;
}
/** The first marked place behind `at`, or UINT64_MAX. */
static inline uint64_t dlp_marks_next(const struct dlp_marks *marks, uint64_t at)
{
    uint64_t bit = at > marks->from ? at - marks->from : 0;

    while (bit < DLP_MARKS_MAX) {
        const uint64_t rest = marks->bits[bit / 64] >> (bit % 64);

        if (rest)
            return marks->from + 1 + bit + (unsigned)__builtin_ctzll(rest);
        bit = (bit / 64 + 1) * 64;
    }
    return UINT64_MAX;
}
#endif
