/* dlpscan/costs.h - what scanners spent their time on, summed up. */
#ifndef DLPSCAN_COSTS_H
#define DLPSCAN_COSTS_H

#include <dlp/dlp.h>

/** Start with all zero. */
struct costs {
    struct dlp_scan_cost scan;
    struct dlp_rule_cost *rules; /* as many as scan.rules */
};

/** Add what a scanner has spent; scanners of one database. */
dlp_status costs_add(struct costs *costs, const dlp_scanner *scanner);

/** The dearest rule first. */
void costs_sort(struct costs *costs);
void costs_free(struct costs *costs);

#endif
