/* scan/chain_walk.h - from the end of a chain back through the patterns of all rules with `digits` at once:
 * an automaton whose states are made when bytes first lead to them. Inside scan/. */
#ifndef SCAN_CHAIN_WALK_H
#define SCAN_CHAIN_WALK_H

#include "scan/chain.h"

#define DLP_WALK_MAX (DLP_CHAIN_MAX + DLP_CHAIN_GAP) /* bytes */

/** Where matches begin, nearest to the end first. */
struct dlp_walk_starts {
    uint64_t rules; /* all, as bits of the first set of chains */
    unsigned len;
    uint8_t back[DLP_WALK_MAX]; /* bytes to the end */
    uint64_t at[DLP_WALK_MAX];  /* the rules whose matches begin there */
};

/** Make what is needed. @return false when the walk can tell nothing: it has no rule, or no memory */
bool dlp_walk_ready(struct dlp_chain_walk **walk, const struct dlp_database *db);
void dlp_walk_free(struct dlp_chain_walk *walk);

/** Those of the rules that can have a match before the end of digits and joints which this byte stands before:
 *  "+" and letters begin some. */
uint64_t dlp_walk_led(const struct dlp_chain_walk *walk, const struct dlp_database *db,
                      uint64_t rules, uint8_t lead);

/** The matches of the rules of `asked` that end before `end`.
 *  @param rules  of db->chains.nfa, which hold them all and are seldom others */
void dlp_walk_back(struct dlp_walk_starts *out, struct dlp_chain_walk *walk,
                   const struct dlp_database *db, const struct dlp_window *window, uint64_t end,
                   uint64_t rules, uint64_t asked);

/** Those of these rules that can have a match within their border before `end`, whatever the digits are, and
 *  letters before them.
 *  @param len  bytes before `end` that are digits or joints; two more are known to be letters or nothing
 *              that a match may hold, and there are four at least */
uint64_t dlp_walk_guess(struct dlp_chain_walk *walk, const struct dlp_database *db,
                        const struct dlp_window *window, uint64_t end, unsigned len,
                        uint64_t rules);
#endif
