/* findings/lines.h - line and column as running state (decision D9): 1-based, LF, CRLF and CR end
 * a line, columns count code points and bytes that are not UTF-8. */
#ifndef FINDINGS_LINES_H
#define FINDINGS_LINES_H

#include "model/window.h"

struct dlp_lines {
    uint64_t position; /* digested up to here: never inside a character */
    uint64_t line;     /* line breaks before position */
    uint64_t column;   /* characters between the last line break and position */
};

/** Digest bytes up to `to`, or up to 3 less so as not to stop inside a character. */
void dlp_lines_advance(struct dlp_lines *lines, const struct dlp_window *window, uint64_t to);
/** Line and column (1-based) of offset, which is not before lines->position - 3. */
void dlp_lines_at(const struct dlp_lines *lines, const struct dlp_window *window, uint64_t offset,
                  uint64_t *line, uint64_t *column);
#endif
