/* scan/view_lane.h - what in a text asks for a decoder and has no literal to look for: runs that decode
 * to text, and digits that are spread out. */
#ifndef SCAN_VIEW_LANE_H
#define SCAN_VIEW_LANE_H

#include "base/utf8.h"
#include "scan/lane.h"
#include "scan/view_sift.h"

#define DLP_VIEW_RUN_LEAST 15u /* bytes of a run that may be encoded text */

#define DLP_SIGN_AHEAD 32u /* bytes from a sign on that are looked at */
#define DLP_LINE_AHEAD 40u /* the same from a line's end on */

/** Mark in lane->marks what asks for a decoder in the current word, the w-th of its chunk: digits in one of the ways in
 *  which encoded or spread-out numbers stand, lines that end inside a number, signs, characters beyond ASCII. */
void dlp_view_word(const struct dlp_lane *lane, const struct dlp_view_sift *sift, size_t w,
                   uint64_t valid);
/** Mark signs of which a decoder would make a value's bytes.
 *  @param places  DLP_SIGN_AHEAD behind each sign that digits are near */
void dlp_view_signs(const struct dlp_lane *lane, uint64_t places);
/** Mark each '@' of what may be an address in pieces or with signs of an encoding in it. For all of a
 *  block at once. */
void dlp_view_addresses(const struct dlp_lane *lane);
/** Does a line end at `at`, in the middle of a number?
 *  @param ahead  bytes from there on that are known, or all that there are */
bool dlp_view_line_is_broken(const struct dlp_lane *lane, uint64_t at, size_t ahead);
/** The same as dlp_view_signs() for the last bytes of a part, once the lane is through. */
void dlp_view_last_signs(const struct dlp_lane *lane);
#define DLP_VIEW_STRAYS 2u /* bytes that are not UTF-8, in a few dozen of text */
/** May these bytes, which stand beside what asks for a decoder, be text, or strings with a few bytes between? In dumps and
 *  packed data everything stands beside everything some day. */
static inline bool dlp_view_is_text(const uint8_t *bytes, size_t len)
{
    return dlp_utf8_strays(bytes, len, DLP_VIEW_STRAYS) <= DLP_VIEW_STRAYS;
}
/** Mark where characters beyond ASCII may be digits, look like ASCII or hide between it. */
void dlp_view_high(const struct dlp_lane *lane, uint64_t valid);
/** A head ends at `at`: mark it when what parts it from the next group is unusual. */
void dlp_view_head(const struct dlp_lane *lane, uint64_t at);
#endif
