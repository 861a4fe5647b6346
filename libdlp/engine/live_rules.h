/* engine/live_rules.h - which rules can come to something in a block? */
#ifndef ENGINE_LIVE_RULES_H
#define ENGINE_LIVE_RULES_H

#include "engine/scanner.h"

/** Make the scanner's tables ready. @return DLP_OK or DLP_ENOMEM; close in both cases. */
dlp_status dlp_live_rules_open(dlp_scanner *scanner);
void dlp_live_rules_close(dlp_scanner *scanner);

/** The rules of which a candidate that ends in (from, to] may be reported: those that need no words,
 *  and those that have one near the block, or in the name of a column. The others would be dropped
 *  for the same reason later, so this changes no finding.
 *  @return NULL for all rules, where asking would cost more than it saves, and for traces */
struct dlp_live *dlp_live_rules(dlp_session *session, const struct dlp_window *window,
                                uint64_t from, uint64_t to);
#endif
