/* scan/known_chains.h - chains of digits that no live rule can want, whatever their digits are. Where digits
 * are dense, the same few chains of groups stand in every line. Inside scan/. */
#ifndef SCAN_KNOWN_CHAINS_H
#define SCAN_KNOWN_CHAINS_H

#include "scan/lane.h"

/** A group of digits and all that the lane's tables look at around it. */
struct dlp_known_look {
    uint64_t shape; /* 0 where it is too long, or stands beside bytes that tables tell apart */
    uint8_t sides;
    uint8_t len; /* bytes of it and of what its separators join to it */
};
/** What stands before `bit` of the current word, but for what its digits are.
 *  @param digits  bit 63 is the byte before `bit`, and so on */
struct dlp_known_look dlp_known_look(const struct dlp_lane *lane, unsigned bit, uint64_t digits);

/** May a rule want what dlp_known_look() has found, which ends at `end`, with the words around it? */
enum dlp_known_answer {
    DLP_KNOWN_NOT,   /* no such thing was looked at yet */
    DLP_KNOWN_IDLE,  /* none does */
    DLP_KNOWN_WANTED /* some may */
};
enum dlp_known_answer dlp_known_answer(struct dlp_live *live, const struct dlp_known_look *look,
                                       uint64_t end);
/** Make room to learn of it, in live->learnt. */
void dlp_known_begin(struct dlp_live *live, const struct dlp_known_look *look);

/** The rule may want what is looked at, if its digits are right.
 *  @param fills  a cell of live->column */
static inline void dlp_known_want(const struct dlp_lane *lane, uint32_t rule, bool fills)
{
    struct dlp_live *const live = lane->live;
    struct dlp_known_chain *const learnt = live->learnt;
    const uint64_t *const sure =
        fills ? dlp_cell_rules(&live->cells, live->cells.keep, live->column) : live->sure;

    if (dlp_bit_has(sure, rule))
        learnt->wanted = true;
    else
        dlp_wordy_add(live, &learnt->sets, rule);
}

#define DLP_SIDE_LEAD (3u << 5)
#define DLP_SIDE_LEAD_CELL (2u << 5)
#define DLP_SIDE_NEAR 7u

#define DLP_SIDE_LEAD_LETTER (1u << 5)
#define DLP_SIDE_FAR_DIGIT (1u << 3)

/** Do these two bytes break the border of numbers behind a group? */
static inline bool dlp_known_goes_on(const struct dlp_live *live, const uint8_t *end)
{
    return (end[0] == '.' || end[0] == '/' || end[0] == '-')
        && (live->sides[end[1]] & DLP_SIDE_FAR_DIGIT);
}

/** Make live->sides.
 *  @param delimiter  of cells, or a line feed */
void dlp_known_sides(struct dlp_live *live, uint8_t delimiter);
#endif
