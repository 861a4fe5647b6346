/* extract/groups.h - groups of digits and how they are usually parted. Inside extract/. */
#ifndef EXTRACT_GROUPS_H
#define EXTRACT_GROUPS_H

#include "extract/chars.h"

#define DLP_GROUP_WIDEST 20u /* digits; wider ones are no group of a number */

/** Letters and digits directly before in->at, and from in->at + i on: at most DLP_GROUP_WIDEST.
 *  @param letters  they may be letters, too */
static inline size_t dlp_group_before(const struct dlp_view_in *in, bool letters)
{
    size_t len = 0;

    while (len < DLP_GROUP_WIDEST && len < in->at
           && (dlp_is_digit(in->bytes[in->at - 1 - len])
               || (letters && dlp_is_letter(in->bytes[in->at - 1 - len]))))
        len++;
    return len;
}
static inline size_t dlp_group_behind(const struct dlp_view_in *in, size_t i, bool letters)
{
    size_t len = 0;

    while (len < DLP_GROUP_WIDEST
           && (dlp_is_digit(dlp_peek(in, i + len))
               || (letters && dlp_is_letter(dlp_peek(in, i + len)))))
        len++;
    return len;
}
static inline size_t dlp_digits_before(const struct dlp_view_in *in)
{
    return dlp_group_before(in, false);
}
static inline size_t dlp_digits_behind(const struct dlp_view_in *in, size_t i)
{
    return dlp_group_behind(in, i, false);
}
/** What parts the groups of one number inside a string. */
static inline bool dlp_is_group_joint(uint8_t c)
{
    return c == ' ' || c == '-' || c == '.';
}
/** Do numbers have groups of these widths side by side, with a separator? */
static inline bool dlp_groups_suit(size_t left, size_t right)
{
    return (left == 4 && right == 4) || (left == 3 && right >= 2 && right <= 4)
        || (left == 2 && right == 4);
}
#endif
