/* dlpscan/threads.h - the threads of a scan. */
#ifndef DLPSCAN_THREADS_H
#define DLPSCAN_THREADS_H

#include "scan.h"

/** Walk, scan and print everything, the summary included; standard output stays open.
 *  Failures of the environment are said, and counted in scan->tally.broken. */
void threads_run(struct scan *scan);

#endif
