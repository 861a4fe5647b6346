/* dlpscan/job_parts.h - what the files that scan one item share; nobody else's. */
#ifndef DLPSCAN_JOB_PARTS_H
#define DLPSCAN_JOB_PARTS_H

#include "job.h"

struct job {
    struct reporting to;
    bool interrupted;           /* the library said so, with its offset */
    bool other_type;            /* its bytes are not what --type names; nothing of it was scanned */
    struct state_file *learned; /* for --state, or NULL */
};

/** What the library tells while it scans: user is the job. */
int job_on_finding(const struct dlp_finding *finding, void *user);
int job_on_incomplete(const struct dlp_incomplete *incomplete, void *user);

/** The same of what is known from a state. */
void job_give_finding(const struct dlp_finding *finding, bool in_path, void *user);
void job_give_lost(const struct dlp_incomplete *incomplete, void *user);

/** It was not read, or not whole, from an offset on. */
void job_report_reason(struct reporting *to, const char *reason, int error, uint64_t offset);

/** The user's own wish, or a file that is ours: counted, and listed where there is a place. */
void job_report_skipped(struct reporting *to, const char *reason);

/** The library gave up: say so for this file, and end with the environment's status. */
void job_report_failure(struct job *job, dlp_status status, uint64_t offset);

/** Is it of another type than --type names? An empty file is of every type.
 *  @param document  it would be taken apart; else its first bytes decide */
bool job_skips_type(struct job *job, const char *data, size_t len, bool document);

/** Scan the item's blob, or give what is known of it. */
void job_scan_blob(struct job *job, struct job_tools *tools);

#endif
