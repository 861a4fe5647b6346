/* dlpscan/stats.h - --stats: where the time of a scan went. */
#ifndef DLPSCAN_STATS_H
#define DLPSCAN_STATS_H

#include "costs.h"

#include <stdint.h>

struct stats {
    struct costs costs;
    uint64_t busy_ns; /* of all threads, in files */
    unsigned threads;
    double seconds; /* from the first to the last */
};

/** On standard error: stages, and the rules that took most. Frees what was added up. */
void stats_say(struct stats *stats);

#endif
