/* dlpscan/run.h - one scan from its settings to its exit status. */
#ifndef DLPSCAN_RUN_H
#define DLPSCAN_RUN_H

#include "scan.h"

/** Scan what scan->walk gives, and report. Everything that goes wrong is said.
 *  @param scan  cleared, but for settings and what the walk needs.
 *  @return the exit status. */
int run_scan(struct scan *scan);

#endif
