/* validate/reject_row.c - isolation: a number among numbers of a table, a dump or a code chart is
 * no value. Nearly all false cards of clean text are rows like "2680 0028 0029 2681".
 *
 * Only single spaces count: tabs and commas part the columns of real data. A list of cards, one
 * after the other, is no row of groups, although it looks like one. */

#include "validate/checks.h"
#include "validate/reject_tests.h"

#include <string.h>

#include <string.h>

#define ROW_GROUP_MAX 64
#define ROW_BLANKS_MAX 24
#define ROW_HEX_MIN 10     /* digits */
#define ROW_INTEGER_MIN 17 /* digits */
#define ROW_CARD_MIN 12    /* digits */

static bool row_hex(uint8_t c)
{
    return dlp_is_digit(c) || (dlp_lower(c) >= 'a' && dlp_lower(c) <= 'f');
}

/* The byte `away` places beside the value, on the left or the right; 0 beyond what can be read. */
static uint8_t row_byte(const struct dlp_surroundings *s, bool left, size_t away)
{
    return left ? dlp_before(s, away + 1) : dlp_behind(s, away);
}

/* A drawing's path, "c60 67 107 145 138 230h1313": one letter between two numbers. */
static bool row_path_letter(const struct dlp_surroundings *s, bool left, size_t away)
{
    const uint8_t letter = row_byte(s, left, away), beyond = row_byte(s, left, away + 1);

    return letter && strchr("MLHVCSQTAZmlhvcsqtaz", letter) && beyond
        && (dlp_is_digit(beyond) || strchr("-. zZ,\n", beyond));
}

/* Is the next group two hexadecimal digits, of which one is a digit? */
static bool row_neighbour_has_digit(const struct dlp_surroundings *s, bool left, size_t away)
{
    const uint8_t first = row_byte(s, left, away), second = row_byte(s, left, away + 1);

    return row_hex(first) && row_hex(second) && (dlp_is_digit(first) || dlp_is_digit(second))
        && !dlp_is_alpha(row_byte(s, left, away + 2)) && !dlp_is_digit(row_byte(s, left, away + 2));
}

/* Width of the group behind one space, `away` bytes from the value: hexadecimal, at least one digit, up
 * to a border. 0: none. */
static size_t row_neighbour(const struct dlp_surroundings *s, bool left, size_t away)
{
    size_t width = 0;
    bool digit = false;
    uint8_t beyond;

    if (row_byte(s, left, away) != ' ')
        return 0;
    away++;
    while (width < ROW_GROUP_MAX && row_hex(row_byte(s, left, away + width))) {
        digit = digit || dlp_is_digit(row_byte(s, left, away + width));
        width++;
    }
    beyond = row_byte(s, left, away + width);
    if (!digit && width == 2 && beyond == ' ') /* a byte of a dump, and another one beyond it */
        digit = row_neighbour_has_digit(s, left, away + width + 1);
    if (!digit || (dlp_is_alpha(beyond) && !row_path_letter(s, left, away + width)) || beyond == '_'
        || beyond >= 0x80)
        return 0;
    return width;
}

/* Are the value's groups parted by spaces and by hyphens: "241 261-5020"? */
static bool row_mixed(const struct dlp_surroundings *s)
{
    return s->len > 0 && dlp_is_digit(s->value[0]) && memchr(s->value, ' ', s->len)
        && memchr(s->value, '-', s->len);
}

/* Width of the value's own group on that side; 0 when its groups are parted by something else. */
static size_t row_own_width(const struct dlp_surroundings *s, bool left)
{
    size_t width = 0;

    while (width < s->len && row_hex(left ? s->value[width] : s->value[s->len - 1 - width]))
        width++;
    if (width == s->len)
        return width;
    return (left ? s->value[width] : s->value[s->len - 1 - width]) == ' ' || row_mixed(s) ? width
                                                                                          : 0;
}

/* Is what stands there written like the value? */
static bool row_same_shape(const struct dlp_surroundings *s, bool left)
{
    const uint8_t *const other = left ? s->value - 1 - s->len : s->value + s->len + 1;

    if ((left ? s->before : s->after) <= s->len)
        return false;
    for (size_t i = 0; i < s->len; i++) {
        if (dlp_is_digit(s->value[i]) ? !dlp_is_digit(other[i]) : s->value[i] != other[i])
            return false;
    }
    return true;
}

/* The same, and a card if the value may be one? */
static bool row_same_type(const struct dlp_surroundings *s, bool left)
{
    uint8_t digits[DLP_NUMBER_MAX];
    size_t n;

    if (!row_same_shape(s, left))
        return false;
    n = dlp_digits(s->value, s->len, digits, sizeof(digits));
    if (n < ROW_CARD_MIN || n > sizeof(digits) || !dlp_luhn_holds(digits, n))
        return false;
    n = dlp_digits(left ? s->value - 1 - s->len : s->value + s->len + 1, s->len, digits,
                   sizeof(digits));
    return dlp_luhn_holds(digits, n);
}

/* A box of a font's metrics, or another record of fields: "B 68 639 423 764 ;". */
static bool row_field(const struct dlp_surroundings *s)
{
    size_t back = 1, on = 0;

    while (on < ROW_BLANKS_MAX && memchr(" -0123456789", dlp_behind(s, on), 12))
        on++;
    if (dlp_behind(s, on) != ';' || on == 0 || dlp_behind(s, on - 1) != ' ')
        return false;
    while (back < ROW_BLANKS_MAX && memchr(" -0123456789", dlp_before(s, back), 12))
        back++;
    return back > 1 && dlp_before(s, back - 1) == ' ' && dlp_is_alpha(dlp_before(s, back))
        && dlp_before(s, back + 1) == ' ';
}

/* One of a list of fractions: "26601/32,63797/64,257719/192". */
static bool row_of_fractions(const struct dlp_surroundings *s)
{
    size_t back = 2;

    if (dlp_before(s, 1) != ',' || !memchr(s->value, '/', s->len))
        return false;
    while (back < ROW_BLANKS_MAX && dlp_is_digit(dlp_before(s, back)))
        back++;
    return back > 2 && dlp_before(s, back) == '/' && dlp_is_digit(dlp_before(s, back + 1));
}

/* Numbers with points and blanks, such as columns of fixed width: "4286.145     500.217.5085". */
static bool row_of_decimals(const struct dlp_surroundings *s)
{
    size_t back = 1, digits = 0, points = 0;

    if (!memchr(s->value, '.', s->len))
        return false;
    while (back < ROW_BLANKS_MAX && dlp_before(s, back) == ' ')
        back++;
    if (back == 1)
        return false;
    for (; dlp_is_digit(dlp_before(s, back)) || dlp_before(s, back) == '.'; back++) {
        digits += dlp_before(s, back) != '.';
        points += dlp_before(s, back) == '.';
    }
    return digits >= 1 && points == 1 && (dlp_before(s, back) == ' ' || dlp_before(s, back) == '-');
}

/* Digits and hexadecimal letters, both, that a tab or a border ends. */
static bool row_is_hex(const uint8_t *text, size_t len)
{
    size_t digits = 0;

    for (size_t i = 0; i < len; i++) {
        if (!row_hex(text[i]))
            return false;
        digits += dlp_is_digit(text[i]);
    }
    return digits > 0 && digits < len;
}

/* A line of as many hexadecimal digits, some of them letters, directly before or behind the value's. */
static bool row_beside_hex(const struct dlp_surroundings *s, bool left)
{
    size_t at = 0, digits = 0;

    if (s->len < ROW_HEX_MIN)
        return false;
    at += row_byte(s, left, at) == '\r';
    if (row_byte(s, left, at) != '\n')
        return false;
    at++;
    at += left && row_byte(s, left, at) == '\r';
    for (size_t i = 0; i < s->len; i++, at++) {
        if (!row_hex(row_byte(s, left, at)) || !row_hex(s->value[i]))
            return false;
        digits += dlp_is_digit(row_byte(s, left, at));
    }
    return digits < s->len
        && (row_byte(s, left, at) == '\n' || row_byte(s, left, at) == '\r'
            || row_byte(s, left, at) == 0);
}

/* Hexadecimal digits in the next cell, where the value may be such: "222422483B15\t1021102D100A1039". */
static bool row_of_hex(const struct dlp_surroundings *s)
{
    size_t width = 0;

    if (row_beside_hex(s, true) || row_beside_hex(s, false))
        return true;
    if (!row_is_hex(s->value, s->len) || dlp_behind(s, 0) != '\t')
        return false;
    while (width < ROW_GROUP_MAX && row_hex(dlp_behind(s, 1 + width)))
        width++;
    return width >= ROW_HEX_MIN && row_is_hex(s->value + s->len + 1, width)
        && !dlp_is_alpha(dlp_behind(s, 1 + width)) && dlp_behind(s, 1 + width) != '_';
}

bool dlp_reject_row(const struct dlp_surroundings *s)
{
    size_t neighbours = 0;
    bool same_width = false;

    if (s->len > 0 && (row_field(s) || row_of_fractions(s) || row_of_decimals(s) || row_of_hex(s)))
        return true;

    for (int side = 0; side < 2; side++) {
        const bool left = side == 0;
        const size_t own = row_own_width(s, left);
        const size_t width = row_neighbour(s, left, 0);

        if (own == 0 || width == 0 || row_same_type(s, left))
            continue;
        neighbours++;
        if (own < s->len && !row_same_shape(s, left) && row_neighbour(s, left, 1 + width) > 0)
            neighbours++; /* the row goes on */
        same_width = same_width || width == own;
    }
    return neighbours >= 2 || same_width;
}

/* An integer of 64 bits: so many bare digits in a field of a record or as an argument, which no label names. */
bool dlp_reject_long_integer(const struct dlp_surroundings *s)
{
    size_t back = 1;

    if (s->len < ROW_INTEGER_MIN)
        return false;
    for (size_t i = 0; i < s->len; i++) {
        if (!dlp_is_digit(s->value[i]))
            return false;
    }
    while (back < 4 && dlp_before(s, back) && strchr(" \"'-", dlp_before(s, back)))
        back++;
    if (dlp_before(s, back) == '(') /* the argument of a macro or a function */
        return dlp_is_alpha(dlp_before(s, back + 1)) || dlp_is_digit(dlp_before(s, back + 1))
            || dlp_before(s, back + 1) == '_';
    return dlp_before(s, back) && strchr(",;|:=\t", dlp_before(s, back));
}
