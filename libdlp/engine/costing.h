/* engine/costing.h - counting and timing for DLP_SCAN_COSTS. A scanner without that flag has no
 * counters, and pays one branch on a NULL pointer where a count would be. */
#ifndef ENGINE_COSTING_H
#define ENGINE_COSTING_H

#include "engine/scanner.h"

/** Give the scanner its counters. @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_costing_open(dlp_scanner *scanner);
void dlp_costing_close(dlp_scanner *scanner);

/** The rule's counters, or NULL when nothing is counted. */
static inline struct dlp_rule_costs *dlp_costing_rule(const dlp_session *session, uint32_t rule)
{
    const struct dlp_costs *const costs = session->scanner->work.costs;

    return costs ? &costs->rules[rule] : NULL;
}

/** Let session->table follow to an offset, as dlp_table_advance(). The time that this takes is no
 *  rule's: whoever asks first would pay for all bytes since the one before. */
void dlp_costing_table(dlp_session *session, const struct dlp_window *window, uint64_t to);

/** A measurement that has begun; what is measured on its own meanwhile is no part of it. */
struct dlp_costing {
    struct dlp_costs *costs;
    uint64_t began, apart_ns;
    unsigned weight; /* for how many it stands; 0: not timed */
};

/** Begin to time a trigger of the rule, if it is its turn. */
struct dlp_costing dlp_costing_trigger(struct dlp_costs *costs, const struct dlp_rule_costs *rule);
/** Add what it took to the rule's time, for as many triggers as it stands for. */
void dlp_costing_end(const struct dlp_costing *costing, struct dlp_rule_costs *rule);

/** Begin to time the weighing of a candidate: always, since it is dear and rare. */
struct dlp_costing dlp_costing_score(struct dlp_costs *costs);
void dlp_costing_scored(const struct dlp_costing *costing, struct dlp_rule_costs *rule);
#endif
