/* scan/class_lane.h - the class lane: one pass over byte classes finds digit shapes, chains of
 * digit groups, runs of letters and digits, and heads ("GB82"), without a regular expression. */
#ifndef SCAN_CLASS_LANE_H
#define SCAN_CLASS_LANE_H

#include "model/candidate.h"

/** Add the events of digits, runs and heads that end in (from, to]; a shape with a letter behind its
 *  digits ends one byte later. The window holds 66 bytes before `from` and 3 behind `to`, or reaches
 *  the part's first or last byte. Cutting a text into other blocks gives
 *  the same events.
 *  @param keep_all  also events whose borders fail, so that a trace can say so.
 *  Threads: pure. */
void dlp_class_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, uint64_t from, uint64_t to, bool keep_all);
#endif
