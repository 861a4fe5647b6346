/* model/costs.h - counters of a scanner that was asked to keep them. */
#ifndef MODEL_COSTS_H
#define MODEL_COSTS_H

#include <stddef.h>
#include <stdint.h>

/** As struct dlp_rule_cost of <dlp/cost.h>. */
struct dlp_rule_costs {
    uint64_t triggers, candidates, checked, findings, ns;
    uint64_t all_until; /* triggers before this one are all timed, later ones sampled */
};
struct dlp_costs {
    uint64_t bytes, ns, literal_ns, class_ns, table_ns;
    uint64_t apart_ns;            /* of tables and scores: known, and no part of a trigger's time */
    uint64_t clock_ns;            /* what reading the clock adds to each time */
    struct dlp_rule_costs *rules; /* as many as the database has */
};
#endif
