/* scan/plain_lane.h - the class lane's events from ends that Hyperscan reports: the oracle. */
#ifndef SCAN_PLAIN_LANE_H
#define SCAN_PLAIN_LANE_H

#include "model/candidate.h"

/** Add the event that the class lane owes where Hyperscan reports an end of a trigger of role SHAPE,
 *  CHAIN, RUN or HEAD, if the bytes around `at` bear it out. The window as for dlp_class_lane(). */
void dlp_plain_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, const struct dlp_trigger *trigger,
                    uint64_t at);
#endif
