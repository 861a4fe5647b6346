/* scan/class_lane.h - the class lane: one pass over byte classes finds digit shapes, chains of
 * digit groups, runs of letters and digits, and heads ("GB82"), without a regular expression. */
#ifndef SCAN_CLASS_LANE_H
#define SCAN_CLASS_LANE_H

#include "model/candidate.h"
#include "model/costs.h"
#include "model/marks.h"
#include "scan/class_masks.h"
#include "scan/live.h"

/** What must hold before there is an event. */
enum dlp_lane_depth {
    DLP_LANE_PLACES,  /* digits, letters and separators stand as the rule says; for traces */
    DLP_LANE_BORDERS, /* and a shape's borders hold, and PCRE2 may find what a pattern needs */
    DLP_LANE_CHECKS   /* and the checks that are fatal to a shape's value pass */
};

/** Do the rule's fatal checks pass? */
bool dlp_value_passes(const struct dlp_rule *rule, const uint8_t *value, size_t len);

/** Add the events with from < at <= to. The window holds max(66, db->runs.max + 1) bytes before
 *  `from` and two bytes behind `to`, or reaches the part's first or last byte. Cutting a text into
 *  other blocks gives the same events.
 *  @param live      rules whose candidates matter; NULL: all
 *  @param costs     where candidates are counted that a check drops; NULL: nowhere
 *  @param marks     where places are marked that ask to be decoded; NULL: nowhere
 *  @param classify  any of class_masks.h: all give the same events.
 *  @return how many groups of digits with enough of them close by, and runs that a rule may want, there are
 *  Threads: touches nothing but out, live and costs. */
size_t dlp_class_lane(struct dlp_event_list *out, const struct dlp_database *db,
                      const struct dlp_window *window, uint64_t from, uint64_t to,
                      enum dlp_lane_depth depth, struct dlp_live *live, struct dlp_costs *costs,
                      struct dlp_marks *marks, dlp_class_masks_fn classify);
#endif
