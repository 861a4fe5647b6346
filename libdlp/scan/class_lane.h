/* scan/class_lane.h - the class lane: one pass over byte classes finds digit shapes, chains of
 * digit groups, runs of letters and digits, and heads ("GB82"), without a regular expression. */
#ifndef SCAN_CLASS_LANE_H
#define SCAN_CLASS_LANE_H

#include "model/candidate.h"
#include "scan/class_masks.h"

/** Add the events with from < at <= to. The window holds max(66, db->run_max + 1) bytes before
 *  `from` and two bytes behind `to`, or reaches the part's first or last byte. Cutting a text into
 *  other blocks gives the same events.
 *  @param keep_all  also events whose borders fail, so that a trace can say so.
 *  @param classify  any of class_masks.h: all give the same events.
 *  Threads: pure. */
void dlp_class_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, uint64_t from, uint64_t to, bool keep_all,
                    dlp_class_masks_fn classify);
#endif
