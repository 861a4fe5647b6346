/* dlpscan/reasons.h - why something was not read, and what to do about it. */
#ifndef DLPSCAN_REASONS_H
#define DLPSCAN_REASONS_H

#include "buffer.h"

#include <stdbool.h>

#define REASON_SPECIAL_FILE "special_file"
#define REASON_UNREADABLE "unreadable"
#define REASON_VANISHED "vanished"
#define REASON_MISSING "missing"
#define REASON_READ_ERROR "read_error"
#define REASON_CHANGED "changed"
#define REASON_INTERRUPTED "interrupted"
#define REASON_NO_MEMORY "out_of_memory"
#define REASON_INTERNAL "internal"

/** What the reason means and what to do, in words; never NULL. */
const char *reason_text(const char *reason);

/** Does the reason lie in the file and the limits, so that the next run would say it, too? What a state may
 *  keep and a baseline may know. False for one that is not known here. */
bool reason_is_lasting(const char *reason);

/** Why something that was listed could not be opened. */
const char *reason_of_errno(int error);

/** "PLACE: incomplete: REASON, rule RULE: what to do", for a report.
 *  @param rule  that could not be judged, or NULL. */
void reason_say(struct buffer *out, const char *place, const char *reason, const char *rule);

/** The line for standard error: "dlpscan: PATH: incomplete: REASON: what to do".
 *  @param shown  the path as it may be printed.
 *  @param rule   that could not be judged, or NULL.
 *  @param error  errno, or 0. */
void reason_note(struct buffer *out, const char *shown, const char *reason, const char *rule,
                 int error);

#endif
