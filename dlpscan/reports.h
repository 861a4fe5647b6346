/* dlpscan/reports.h - the reports of one run: each a format and where it goes. */
#ifndef DLPSCAN_REPORTS_H
#define DLPSCAN_REPORTS_H

#include "output.h"
#include "reporter.h"

struct scan;

/** One report. The first one goes to standard output. */
struct report {
    const struct reporter *reporter;
    const char *path; /* NULL: standard output */
    bool colored;
    struct output out;
    void *state; /* of the reporter, from its open() to its summary() */
};

/** Open what the settings name, and let every reporter begin.
 *  @return STATUS_CLEAN, or the status to end with; then the failure was said. */
int reports_open(struct scan *scan);

/** Give a finding, or what was not read, to every report. On the thread that works on the item. */
void reports_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path);
void reports_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete);
void reports_skipped(struct reporting *to, const char *reason);
void reports_item_end(struct reporting *to);
void reports_incident(struct reporting *to, const struct incident_condition *condition,
                      uint32_t count);

/** Print a finished item. One thread at a time, in order. */
void reports_print(struct scan *scan, struct item *item);
void reports_flush(struct scan *scan);
void reports_summary(struct scan *scan);

/** Could one of them not be written? */
bool reports_failed(const struct scan *scan);

/** Is there one whose reporter wants that? */
bool reports_fold(const struct scan *scan);
bool reports_note(const struct scan *scan);
bool reports_need_key(const struct scan *scan);

/** Close all. False, and said, when one was not written whole. */
bool reports_close(struct scan *scan);

#endif
