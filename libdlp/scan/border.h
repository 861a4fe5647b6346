/* scan/border.h - what must not touch a value (decision D6). */
#ifndef SCAN_BORDER_H
#define SCAN_BORDER_H

#include "model/rule.h"
#include "model/window.h"

/** Which borders hold behind `end`, and before `start`: bit `1u << border` for each. */
unsigned dlp_borders_after(const struct dlp_window *window, uint64_t end);
unsigned dlp_borders_before(const struct dlp_window *window, uint64_t start);
/** May the value end at `end`? Looks at two bytes behind it; the part's end is a border. */
bool dlp_border_after(enum dlp_border border, const struct dlp_window *window, uint64_t end);
/** May the value start at `start`? Looks at two bytes before it; the part's start is a border. */
bool dlp_border_before(enum dlp_border border, const struct dlp_window *window, uint64_t start);
/** Both. */
bool dlp_border_holds(enum dlp_border border, const struct dlp_window *window, uint64_t start,
                      uint64_t end);
#endif
