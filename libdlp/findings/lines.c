/* findings/lines.c - lines are counted by vector, columns only behind the last break. */

#include "findings/lines.h"

#include "base/breaks.h"
#include "base/utf8.h"

#include <string.h>

#define NEAR_BYTES 256u /* from one value of a line to the next, at the most */

/* The last place in [from, to] that does not split a character or a CRLF. */
static uint64_t lines_border(const struct dlp_window *window, uint64_t from, uint64_t to)
{
    const uint8_t *const at = dlp_window_at(window, to);

    if (dlp_window_after(window, to, 1) == 0 || to <= from)
        return to;
    if (at[0] == '\n' && at[-1] == '\r')
        return to - 1;
    for (size_t back = 1; (at[0] & 0xc0) == 0x80 && back <= 3 && back <= to - from; back++) {
        int32_t cp;

        if (dlp_utf8_next(at - back, dlp_window_after(window, to - back, 4), &cp) > back)
            return to - back;
    }
    return to; /* a stray byte begins nothing: it counts by itself */
}

/* Is a CR, an LF or a byte beyond ASCII among eight bytes? A byte is zero where it is one of the
 * breaks; taking one from a zero byte, and from no byte before it, sets its top bit. */
static bool eight_are_special(const uint8_t *bytes)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t word, lf, cr;

    memcpy(&word, bytes, sizeof(word));
    lf = word ^ ones * '\n';
    cr = word ^ ones * '\r';
    return ((((lf - ones) & ~lf) | ((cr - ones) & ~cr) | word) & tops) != 0;
}

/* Is every byte one column? From one value to the next of its line it mostly is. */
static bool is_plain(const uint8_t *bytes, size_t len)
{
    if (len >= 8) {
        for (size_t at = 0; at + 8 < len; at += 8)
            if (eight_are_special(bytes + at))
                return false;
        return !eight_are_special(bytes + len - 8);
    }
    for (size_t i = 0; i < len; i++)
        if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] >= 0x80)
            return false;
    return true;
}

/* Any bytes: breaks first, then the characters behind the last of them. */
static void lines_count(struct dlp_lines *lines, const uint8_t *bytes, size_t len)
{
    const uint8_t *const end = bytes + len;
    const uint8_t *const feed = memrchr(bytes, '\n', len);
    const uint8_t *const rest = feed ? feed + 1 : bytes;
    const uint8_t *const carriage = memrchr(rest, '\r', (size_t)(end - rest));
    const uint8_t *const tail = carriage ? carriage + 1 : rest; /* behind the last line break */

    if (tail > bytes) {
        lines->line += dlp_breaks_count(bytes, (size_t)(tail - bytes));
        lines->column = 0;
    }
    lines->column += dlp_utf8_count(tail, (size_t)(end - tail));
}

void dlp_lines_advance(struct dlp_lines *lines, const struct dlp_window *window, uint64_t to)
{
    const uint8_t *bytes;
    size_t len;

    if (to <= lines->position)
        return;
    to = lines_border(window, lines->position, to);
    bytes = dlp_window_at(window, lines->position);
    len = (size_t)(to - lines->position);
    if (len <= NEAR_BYTES && is_plain(bytes, len))
        lines->column += len;
    else
        lines_count(lines, bytes, len);
    lines->position = to;
}

void dlp_lines_at(const struct dlp_lines *lines, const struct dlp_window *window, uint64_t offset,
                  uint64_t *line, uint64_t *column)
{
    struct dlp_lines here;

    if (offset > lines->position) {
        here = *lines;
        dlp_lines_advance(&here, window, offset);
        lines = &here;
    }
    *line = lines->line + 1;
    *column = lines->column + 1;
}
