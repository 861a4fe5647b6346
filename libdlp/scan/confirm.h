/* scan/confirm.h - does the rule's value really stand where an event says (decision D2)? */
#ifndef SCAN_CONFIRM_H
#define SCAN_CONFIRM_H

#include "scan/work.h"

/** Confirm one event (not of a block rule) with PCRE2, borders, before, after, must and must_not.
 *  Looks at no more than DLP_LOOKBEHIND bytes before the match and db->ahead bytes behind the event.
 *  A pattern that exceeds its match limit is an incomplete "match_limit" and no candidate.
 *  @return true when *out is a candidate */
bool dlp_confirm(struct dlp_candidate *out, struct dlp_scan_work *work, struct dlp_sink *sink,
                 const struct dlp_window *window, const struct dlp_event *event);

/** The same in two steps, so that a checksum can be asked between them: first the pattern and the
 *  borders ... */
bool dlp_confirm_place(struct dlp_candidate *out, struct dlp_scan_work *work, struct dlp_sink *sink,
                       const struct dlp_window *window, const struct dlp_event *event);
/** ... then before, after, must and must_not. */
bool dlp_confirm_sides(const struct dlp_candidate *candidate, struct dlp_scan_work *work,
                       struct dlp_sink *sink, const struct dlp_window *window);

/** Is [start, end), a cell of a column whose name ends with a key of the rule, one of its values? The sides
 *  are still to be asked for. */
bool dlp_confirm_cell(struct dlp_candidate *out, struct dlp_scan_work *work, struct dlp_sink *sink,
                      const struct dlp_window *window, uint32_t rule, uint64_t start, uint64_t end);

/** Where does the begin line that ends at event->at start? */
bool dlp_confirm_begin(uint64_t *start, struct dlp_scan_work *work, struct dlp_sink *sink,
                       const struct dlp_window *window, const struct dlp_event *event);
#endif
