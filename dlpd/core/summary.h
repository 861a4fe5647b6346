/* dlpd/core/summary.h - the last record of a run, its last words, and its exit status. */
#ifndef DLPD_CORE_SUMMARY_H
#define DLPD_CORE_SUMMARY_H

#include "core/capture_record.h"
#include "core/inspect.h"

/** Print the summary, and in front of it what policies that count propose. */
void summary_print(const struct capture_totals *totals, const struct inspector *inspector,
                   const struct dlp_database_info *info, double seconds);

/** Say on standard error what was not judged whole. */
void summary_say(const struct capture_totals *totals, const struct inspector *inspector);

/** @param incomplete_fails  what was not judged whole is a failure, when nothing was found. */
int summary_status(const struct capture_totals *totals, const struct inspector *inspector,
                   bool incomplete_fails);

#endif
