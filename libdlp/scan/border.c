/* scan/border.c - borders as pure functions of two bytes on each side.
 *
 * A comma is always a border here: CSV and JSON arrays put one between two numbers. */

#include "scan/border.h"

enum { B_WORD = 1, B_DIGIT = 2, B_JOIN = 4 /* . / - : forbidden with a digit beyond */ };

static const uint8_t byte_class[256] = {
    ['0'] = B_WORD | B_DIGIT, ['1'] = B_WORD | B_DIGIT, ['2'] = B_WORD | B_DIGIT,
    ['3'] = B_WORD | B_DIGIT, ['4'] = B_WORD | B_DIGIT, ['5'] = B_WORD | B_DIGIT,
    ['6'] = B_WORD | B_DIGIT, ['7'] = B_WORD | B_DIGIT, ['8'] = B_WORD | B_DIGIT,
    ['9'] = B_WORD | B_DIGIT, ['_'] = B_WORD,           ['A'] = B_WORD,
    ['B'] = B_WORD,           ['C'] = B_WORD,           ['D'] = B_WORD,
    ['E'] = B_WORD,           ['F'] = B_WORD,           ['G'] = B_WORD,
    ['H'] = B_WORD,           ['I'] = B_WORD,           ['J'] = B_WORD,
    ['K'] = B_WORD,           ['L'] = B_WORD,           ['M'] = B_WORD,
    ['N'] = B_WORD,           ['O'] = B_WORD,           ['P'] = B_WORD,
    ['Q'] = B_WORD,           ['R'] = B_WORD,           ['S'] = B_WORD,
    ['T'] = B_WORD,           ['U'] = B_WORD,           ['V'] = B_WORD,
    ['W'] = B_WORD,           ['X'] = B_WORD,           ['Y'] = B_WORD,
    ['Z'] = B_WORD,           ['a'] = B_WORD,           ['b'] = B_WORD,
    ['c'] = B_WORD,           ['d'] = B_WORD,           ['e'] = B_WORD,
    ['f'] = B_WORD,           ['g'] = B_WORD,           ['h'] = B_WORD,
    ['i'] = B_WORD,           ['j'] = B_WORD,           ['k'] = B_WORD,
    ['l'] = B_WORD,           ['m'] = B_WORD,           ['n'] = B_WORD,
    ['o'] = B_WORD,           ['p'] = B_WORD,           ['q'] = B_WORD,
    ['r'] = B_WORD,           ['s'] = B_WORD,           ['t'] = B_WORD,
    ['u'] = B_WORD,           ['v'] = B_WORD,           ['w'] = B_WORD,
    ['x'] = B_WORD,           ['y'] = B_WORD,           ['z'] = B_WORD,
    ['.'] = B_JOIN,           ['/'] = B_JOIN,           ['-'] = B_JOIN,
};

#define BIT(border) (1u << DLP_BORDER_##border)

/* near touches the value, far lies beyond it; -1 where the part is over. */
static unsigned borders_of(int near, int far)
{
    const uint8_t class_ = near < 0 ? 0 : byte_class[near];

    if (class_ & B_WORD)
        return BIT(NONE);
    if (!(class_ & B_JOIN))
        return BIT(NONE) | BIT(WORD) | BIT(TOKEN) | BIT(NUMBER);
    return BIT(NONE) | BIT(WORD) | (near == '-' ? 0 : BIT(TOKEN))
        | (far < 0 || !(byte_class[far] & B_DIGIT) ? BIT(NUMBER) : 0);
}

unsigned dlp_borders_after(const struct dlp_window *window, uint64_t end)
{
    const size_t have = dlp_window_after(window, end, 2);
    const uint8_t *const bytes = dlp_window_at(window, end);

    return borders_of(have > 0 ? bytes[0] : -1, have > 1 ? bytes[1] : -1);
}

unsigned dlp_borders_before(const struct dlp_window *window, uint64_t start)
{
    const size_t have = dlp_window_before(window, start, 2);
    const uint8_t *const bytes = dlp_window_at(window, start);
    const unsigned borders = borders_of(have > 0 ? bytes[-1] : -1, have > 1 ? bytes[-2] : -1);

    return have > 0 && bytes[-1] == '.' ? borders & ~BIT(NUMBER) : borders; /* a decimal fraction */
}

bool dlp_border_after(enum dlp_border border, const struct dlp_window *window, uint64_t end)
{
    return (dlp_borders_after(window, end) >> border & 1u) != 0;
}

bool dlp_border_before(enum dlp_border border, const struct dlp_window *window, uint64_t start)
{
    return (dlp_borders_before(window, start) >> border & 1u) != 0;
}

bool dlp_border_holds(enum dlp_border border, const struct dlp_window *window, uint64_t start,
                      uint64_t end)
{
    return dlp_border_after(border, window, end) && dlp_border_before(border, window, start);
}
