/* base/breaks.h - counting line ends at the speed of memory. */
#ifndef BASE_BREAKS_H
#define BASE_BREAKS_H

#include <stddef.h>
#include <stdint.h>

/** How many line ends text[0, len) has: LF, CRLF (one) and CR. A CR at the very end counts, whatever
 *  follows it. */
uint64_t dlp_breaks_count(const uint8_t *text, size_t len);

/** The ways of counting that this processor has, the quickest first; NULL beyond the last. All give
 *  the same answers: that is what tests ask. */
typedef uint64_t (*dlp_breaks_fn)(const uint8_t *text, size_t len);
dlp_breaks_fn dlp_breaks_nth(size_t i);
#endif
