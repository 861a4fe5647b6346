/* dlpscan/inventory/column_report.h - what columns hold, for people and for programs. */
#ifndef DLPSCAN_COLUMN_REPORT_H
#define DLPSCAN_COLUMN_REPORT_H

#include "inventory/allowance.h"
#include "tally.h"

struct column_report {
    struct holdings *holdings;
    const struct allowance *allowance;
    const char *format;                   /* text, jsonl or csv */
    const struct tally_kinds *incomplete; /* what was not read, by reason */
    const char *notes;                    /* the same, a line each: NAME, tab, reason */
    const char *sources;                  /* "file" or "database" */
    size_t sources_len;
    size_t over; /* set by column_report_print() */
    bool quiet;
};

/** Judge, and write the report to standard output; what was not read is said on standard error, too.
 *  @return false, and said, when it could not be written. */
bool column_report_print(struct column_report *report);

#endif
