/* dlpscan/walk.h - the paths of the command line -> items, in order. */
#ifndef DLPSCAN_WALK_H
#define DLPSCAN_WALK_H

#include "scan.h"

/** Push an item for every file of scan->paths, and for everything that cannot be read; then
 *  close the ring. After a stop, says so for what was not walked. */
void walk_all(struct scan *scan);

#endif
