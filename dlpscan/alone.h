/* dlpscan/alone.h - one file that a command scans by itself, without walk and threads. */
#ifndef DLPSCAN_ALONE_H
#define DLPSCAN_ALONE_H

#include "read.h"

#include <dlp/dlp.h>

/** Open a file, or take standard input for "-". Close with alone_close() whatever this returns.
 *  @return STATUS_CLEAN, or STATUS_USER when it is no file that can be read; then that was said. */
int alone_open(struct reading *reading, const char *path);
void alone_close(struct reading *reading);

/** For dlp_events.on_incomplete: says what was not judged, and why. */
int alone_incomplete(const struct dlp_incomplete *incomplete, void *user);

/** Scan all of it. What was not read is said, and is no failure.
 *  @return STATUS_CLEAN, or the status to end with; then the failure was said. */
int alone_scan(dlp_scanner *scanner, const char *path, struct reading *reading,
               const struct dlp_events *events);

#endif
