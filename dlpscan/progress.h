/* dlpscan/progress.h - how far a scan is, for people who wait at a terminal. */
#ifndef DLPSCAN_PROGRESS_H
#define DLPSCAN_PROGRESS_H

struct scan;
struct progress;

/** Begin to say on standard error how far the scan is, when that is a terminal and nobody asked for quiet.
 *  @return NULL when nothing is said. */
struct progress *progress_start(struct scan *scan);

/** The line is wiped out, and stays away until it may come again: what is printed between the two stands
 *  alone on the terminal. NULL is allowed. */
void progress_hold(struct progress *progress);
void progress_go_on(struct progress *progress);

/** Wipe it out, and end. NULL is allowed. */
void progress_stop(struct progress *progress);

#endif
