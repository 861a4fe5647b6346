/* dlpscan/gitwalk.h - what a git repository holds -> items, in order. */
#ifndef DLPSCAN_GITWALK_H
#define DLPSCAN_GITWALK_H

#include "scan.h"

/** Open the repository at or above a path, and find what the settings ask for.
 *  @return STATUS_CLEAN, or the status to end with; then what is wrong was said. */
int gitwalk_open(struct scan *scan, const char *path);
void gitwalk_close(struct scan *scan);

/** A scan's walk: push an item for every blob that is asked for, once each; then close the ring. */
void gitwalk_all(struct scan *scan);

#endif
