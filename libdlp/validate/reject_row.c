/* validate/reject_row.c - isolation: a number among numbers of a table, a dump or a code chart is
 * no value. Nearly all false cards of clean text are rows like "2680 0028 0029 2681".
 *
 * Only single spaces count: tabs and commas part the columns of real data. A list of cards, one
 * after the other, is no row of groups, although it looks like one. */

#include "validate/checks.h"
#include "validate/reject_tests.h"

#include <string.h>

#define ROW_GROUP_MAX 64
#define ROW_CARD_MIN 12 /* digits */

static bool row_hex(uint8_t c)
{
    return dlp_is_digit(c) || (dlp_lower(c) >= 'a' && dlp_lower(c) <= 'f');
}

/* The byte `away` places beside the value, on the left or the right; 0 beyond what can be read. */
static uint8_t row_byte(const struct dlp_surroundings *s, bool left, size_t away)
{
    return left ? dlp_before(s, away + 1) : dlp_behind(s, away);
}

/* Width of the group behind one space: hexadecimal, at least one digit, up to a border. 0: none. */
static size_t row_neighbour(const struct dlp_surroundings *s, bool left)
{
    size_t width = 0;
    bool digit = false;
    uint8_t beyond;

    if (row_byte(s, left, 0) != ' ')
        return 0;
    while (width < ROW_GROUP_MAX && row_hex(row_byte(s, left, 1 + width))) {
        digit = digit || dlp_is_digit(row_byte(s, left, 1 + width));
        width++;
    }
    beyond = row_byte(s, left, 1 + width);
    if (!digit || dlp_is_alpha(beyond) || beyond == '_' || beyond >= 0x80)
        return 0;
    return width;
}

/* Width of the value's own group on that side; 0 when its groups are parted by something else. */
static size_t row_own_width(const struct dlp_surroundings *s, bool left)
{
    size_t width = 0;

    while (width < s->len && row_hex(left ? s->value[width] : s->value[s->len - 1 - width]))
        width++;
    if (width == s->len)
        return width;
    return (left ? s->value[width] : s->value[s->len - 1 - width]) == ' ' ? width : 0;
}

/* Is what stands there written like the value, and a card if the value may be one? */
static bool row_same_type(const struct dlp_surroundings *s, bool left)
{
    const size_t room = left ? s->before : s->after;
    uint8_t digits[DLP_NUMBER_MAX];
    const uint8_t *other;
    size_t n;

    if (room <= s->len)
        return false;
    other = left ? s->value - 1 - s->len : s->value + s->len + 1;
    for (size_t i = 0; i < s->len; i++) {
        if (dlp_is_digit(s->value[i]) ? !dlp_is_digit(other[i]) : s->value[i] != other[i])
            return false;
    }
    n = dlp_digits(s->value, s->len, digits, sizeof(digits));
    if (n < ROW_CARD_MIN || n > sizeof(digits) || !dlp_luhn_holds(digits, n))
        return false;
    n = dlp_digits(other, s->len, digits, sizeof(digits));
    return dlp_luhn_holds(digits, n);
}

bool dlp_reject_row(const struct dlp_surroundings *s)
{
    size_t neighbours = 0;
    bool same_width = false;

    for (int side = 0; side < 2; side++) {
        const bool left = side == 0;
        const size_t own = row_own_width(s, left);
        const size_t width = row_neighbour(s, left);

        if (own == 0 || width == 0 || row_same_type(s, left))
            continue;
        neighbours++;
        same_width = same_width || width == own;
    }
    return neighbours == 2 || same_width;
}
