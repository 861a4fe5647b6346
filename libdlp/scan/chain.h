/* scan/chain.h - groups of digits that single separators, or a few joints, stand between. Inside scan/. */
#ifndef SCAN_CHAIN_H
#define SCAN_CHAIN_H

#include "scan/lane.h"

/** The groups of a chain that ends at `end`, last group first. */
struct dlp_chain {
    uint64_t end;
    unsigned groups;
    unsigned joined; /* groups, from the last one on, that bytes of DLP_CHAIN_JOINTS alone join */
    unsigned digits;
    uint8_t width[DLP_CHAIN_GROUPS];
    uint8_t start[DLP_CHAIN_GROUPS]; /* bytes from the group's first digit to the chain's end */
    uint8_t
        joints[DLP_CHAIN_GROUPS]; /* DLP_GAP_JOINT() of what stands behind the group, all told */
    uint8_t
        separator[DLP_CHAIN_GROUPS]; /* the one byte before the group, 0 when there are several */
};

/** A group of digits that fills the word before `end`: does it begin further back? */
bool dlp_group_is_cut(const struct dlp_lane *lane, uint64_t end);

/** Read the chain that ends at `end`; bit 63 of bits is the byte before it, and so on. No groups: the
 *  last one is longer than a shape can be. */
void dlp_chain_read(struct dlp_chain *chain, const struct dlp_lane *lane, uint64_t end,
                    uint64_t bits);

/** Emit the events of the rules with `digits`.
 *  @param after  the borders that hold behind the chain */
void dlp_chain_try(const struct dlp_lane *lane, const struct dlp_chain *chain, unsigned after);
/** The same for a chain of one group. */
void dlp_chain_alone(const struct dlp_lane *lane, uint64_t end, unsigned width, unsigned after);
/** Can a group of that width be one of a match of any rule with `digits` that is live? */
bool dlp_chain_is_live(const struct dlp_lane *lane, unsigned width);
#endif
