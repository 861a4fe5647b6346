/* dlpscan/job.h - one item from its path to its finished report. */
#ifndef DLPSCAN_JOB_H
#define DLPSCAN_JOB_H

#include "incident/incident_values.h"
#include "repeats.h"
#include "rule_counts.h"
#include "scan.h"

/** What one thread works with. */
struct job_tools {
    struct scan *scan;
    dlp_scanner *scanner;
    git_repository *repository; /* of this thread; NULL until a blob is read */
    git_odb *odb;
    char *data; /* READ_BYTES; NULL: cannot scan, only job_leave() */
    struct repeats repeats;
    struct rule_counts rules;
    struct incident_values values;
};

/** @param reads  whether the tools are for job_run().
 *  @return as dlp_scanner_new(). */
dlp_status job_tools_init(struct job_tools *tools, struct scan *scan, bool reads,
                          struct dlp_error *err);
void job_tools_free(struct job_tools *tools);

/** Scan an item and write its report. After a stop the item may stay as it is: item->shown is
 *  then empty, and job_leave() has to finish it. */
void job_run(struct job_tools *tools, struct item *item);

/** Write the report of an item that no thread scanned because of a stop. The scanner of the
 *  tools must be one that a stop does not cancel. */
void job_leave(struct job_tools *tools, struct item *item);

/** Report the findings of an item that waited until it is printed. One thread at a time, in order.
 *  False when some were lost. */
bool job_replay(struct job_tools *tools, struct item *item);

#endif
