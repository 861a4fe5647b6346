/* dlpscan/replaced.h - which values were replaced. */
#ifndef DLPSCAN_REPLACED_H
#define DLPSCAN_REPLACED_H

#include "seen.h"

#include <dlp/dlp.h>

/** Note that a finding's value is replaced: by its bytes and by its token, which leaves out case and
 *  separators. The set lives in memory alone, and what collides in it is only replaced. */
void replaced_add(struct seen *values, const struct dlp_finding *finding);

/** Was the value replaced at this place or another? */
bool replaced_has(const struct seen *values, const struct dlp_finding *finding);

/** Add bytes. False when they were there. */
bool replaced_add_bytes(struct seen *values, const void *bytes, size_t len);

#endif
