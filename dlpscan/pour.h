/* dlpscan/pour.h - all of one descriptor into another. */
#ifndef DLPSCAN_POUR_H
#define DLPSCAN_POUR_H

#include <stdbool.h>

/** Copy from where a descriptor stands to its end. False, and errno, when that failed. */
bool pour(int from, int to);

/** A private file without a name in TMPDIR, or -1 after a message. What it holds is as secret as the
 *  input. */
int pour_scratch(void);

#endif
