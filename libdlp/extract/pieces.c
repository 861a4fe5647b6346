/* extract/pieces.c - are the ends of two strings parts of one number? Most that stand side by side are values of
 * their own: a telephone number and a birthday, a process and how long it ran. */

#include "extract/pieces.h"

#include "extract/card_digits.h"
#include "extract/groups.h"

#include <string.h>

#define PIECE_MOST 32u /* digits that are looked at */

/* A number that ends at a string's end, or begins at its start: its digits, and how far the groups reach. */
struct piece {
    uint8_t digits[PIECE_MOST];
    size_t len; /* digits */
    bool whole; /* no letter, sign or further digit stands beside it */
};

/* The number before in->at. */
static struct piece piece_before(const struct dlp_view_in *in)
{
    struct piece piece = { .len = 0 };
    size_t start = in->at, digits = 0;

    while (start > 0 && digits < sizeof(piece.digits)
           && (dlp_is_digit(in->bytes[start - 1])
               || (dlp_is_group_joint(in->bytes[start - 1]) && start > 1
                   && dlp_is_digit(in->bytes[start - 2]))))
        digits += dlp_is_digit(in->bytes[--start]);
    for (size_t i = start; i < in->at; i++)
        if (dlp_is_digit(in->bytes[i]))
            piece.digits[piece.len++] = in->bytes[i];
    piece.whole =
        start == 0 || (in->bytes[start - 1] && strchr(" \t\"'+:=[({,>`", in->bytes[start - 1]));
    return piece;
}

/* The number from in->at + i on. */
static struct piece piece_behind(const struct dlp_view_in *in, size_t i)
{
    struct piece piece = { .len = 0 };

    for (; piece.len < sizeof(piece.digits); i++) {
        if (dlp_is_digit(dlp_peek(in, i)))
            piece.digits[piece.len++] = dlp_peek(in, i);
        else if (!dlp_is_group_joint(dlp_peek(in, i)) || !dlp_is_digit(dlp_peek(in, i + 1)))
            break;
    }
    piece.whole = !dlp_is_alnum(dlp_peek(in, i)) && !strchr("_/:#", dlp_peek(in, i));
    return piece;
}

bool dlp_pieces_are_number(const struct dlp_view_in *in, size_t gap)
{
    const size_t left = dlp_digits_before(in), right = dlp_digits_behind(in, gap);
    const struct piece rest = piece_behind(in, gap);
    struct piece all = piece_before(in);
    const size_t len = all.len + rest.len;

    if (!dlp_groups_suit(left, right) || !all.whole || !rest.whole)
        return false;
    if (all.len == left && rest.len == right)
        return true; /* one group of several */
    if (len < DLP_CARD_LEAST || len > DLP_CARD_MOST)
        return len < DLP_CARD_LEAST;
    memcpy(all.digits + all.len, rest.digits, rest.len);
    return dlp_digits_are_card(all.digits, len);
}
