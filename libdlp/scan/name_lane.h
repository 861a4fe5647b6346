/* scan/name_lane.h - the names that stand before an assignment's value. */
#ifndef SCAN_NAME_LANE_H
#define SCAN_NAME_LANE_H

#include "model/candidate.h"

/** Add an event for each name of a rule that stands in the DLP_NAME_REACH bytes before `at`: its
 *  kind is NAMED, its start is where the name ends. */
void dlp_name_lane(struct dlp_event_list *out, const struct dlp_database *db,
                   const struct dlp_window *window, uint64_t at);
/** The same for the names in the key of an assignment, whatever else the key says: `postmark: "..."`. Its
 *  value begins with a run of a token's bytes, of which DLP_TOKEN_RUN stand before `at`, with a digit
 *  among them. */
void dlp_value_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, uint64_t at);
#endif
