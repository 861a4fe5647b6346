/* dlpscan/count_walk.h - how much a scan has before it: a walk of its own that opens no file. */
#ifndef DLPSCAN_COUNT_WALK_H
#define DLPSCAN_COUNT_WALK_H

#include <stdbool.h>
#include <stdint.h>

struct scan;
struct count_walk;

/** Begin to count, by two threads. NULL when there is nothing that can be counted beforehand: a history,
 *  a list that is read once. */
struct count_walk *count_walk_start(const struct scan *scan);

/** Is it counted? Then *files and *bytes are what the walk will bring. Any thread. */
bool count_walk_done(struct count_walk *count, uint64_t *files, uint64_t *bytes);

/** End it, wherever it is, and free it. NULL is allowed. */
void count_walk_end(struct count_walk *count);

#endif
