/* findings/lines.c - counting lines at the speed of memchr, columns only behind the last break. */

#include "findings/lines.h"

#include "base/utf8.h"

#include <string.h>

/* The last place <= to that does not split a character or a CRLF. */
static uint64_t lines_border(const struct dlp_window *window, uint64_t from, uint64_t to)
{
    const size_t have = dlp_window_before(window, to, 3);
    const uint8_t *const at = dlp_window_at(window, to);

    if (dlp_window_after(window, to, 1) == 0)
        return to;
    if (at[0] == '\n' && have > 0 && at[-1] == '\r')
        return to - 1 >= from ? to - 1 : from;
    if ((at[0] & 0xc0) != 0x80)
        return to;
    for (size_t back = 1; back <= have && to - back >= from; back++)
        if ((at[-(ptrdiff_t)back] & 0xc0) != 0x80)
            return to - back;
    return to; /* four continuation bytes in a row are none of them a character's */
}

static void lines_count(struct dlp_lines *lines, const uint8_t *bytes, size_t len)
{
    const uint8_t *const end = bytes + len;
    const uint8_t *tail = bytes; /* behind the last line break */

    if (memchr(bytes, '\r', len)) {
        for (const uint8_t *at = bytes; at < end; at++) {
            if (*at != '\n' && (*at != '\r' || (at + 1 < end && at[1] == '\n')))
                continue;
            lines->line++;
            tail = at + 1;
        }
    } else {
        for (const uint8_t *at; (at = memchr(tail, '\n', (size_t)(end - tail))) != NULL;
             tail = at + 1)
            lines->line++;
    }
    if (tail != bytes)
        lines->column = 0;
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
