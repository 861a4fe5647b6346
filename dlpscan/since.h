/* dlpscan/since.h - a moment of the past, as people write it. */
#ifndef DLPSCAN_SINCE_H
#define DLPSCAN_SINCE_H

#include <stdbool.h>
#include <stdint.h>

/** "2026-01-31": the begin of that day here; "90m", "12h", "7d", "4w": so long ago.
 *  @param when  seconds since 1970, above 0. False when it is neither. */
bool since_read(const char *text, int64_t *when);

#endif
