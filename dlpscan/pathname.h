/* dlpscan/pathname.h - a path can hold a value itself: it is scanned, and shown masked. */
#ifndef DLPSCAN_PATHNAME_H
#define DLPSCAN_PATHNAME_H

#include "reporter.h"

#include <dlp/dlp.h>

#include <stdbool.h>

/** Set item->shown, and report what stands in the part of the path that is new.
 *  @return false when the scan was stopped before the path was judged; nothing changed then. */
bool pathname_show(struct reporting *to, dlp_scanner *scanner);

/** Set item->shown to words that stand for a path which could not be judged. */
void pathname_hide(struct reporting *to);

#endif
