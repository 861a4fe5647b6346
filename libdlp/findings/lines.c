/* findings/lines.c - lines are counted by vector, columns only behind the last break. */

#include "findings/lines.h"

#include "base/breaks.h"
#include "base/utf8.h"

#include <string.h>

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
    if (to <= lines->position)
        return;
    to = lines_border(window, lines->position, to);
    lines_count(lines, dlp_window_at(window, lines->position), (size_t)(to - lines->position));
    lines->position = to;
}

void dlp_lines_at(const struct dlp_lines *lines, const struct dlp_window *window, uint64_t offset,
                  uint64_t *line, uint64_t *column)
{
    struct dlp_lines here = *lines;

    dlp_lines_advance(&here, window, offset);
    *line = here.line + 1;
    *column = here.column + 1;
}
