/* common/printable.c - bytes from outside -> text that is safe to show.
 *
 * A file name may hold anything but '/' and NUL: line ends that forge a report, escapes that
 * command a terminal, marks that turn the reading direction around. */

#include "printable.h"

#include <stdbool.h>
#include <stdint.h>

/* The length of the well-formed UTF-8 sequence at s (Unicode table 3-7), or 0. */
static size_t utf8_sequence(const uint8_t *s, size_t len, uint32_t *code)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t need;
    uint32_t c;

    if (s[0] < 0x80) {
        *code = s[0];
        return 1;
    }
    need = s[0] >= 0xc2 && s[0] <= 0xdf ? 2
        : (s[0] & 0xf0) == 0xe0         ? 3
        : s[0] >= 0xf0 && s[0] <= 0xf4  ? 4
                                        : 0;
    if (need == 0 || need > len)
        return 0;
    c = s[0] & (0x7fu >> need);
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (c < least[need] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *code = c;
    return need;
}

/* Would a terminal do something else than show this? */
static bool code_is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x061c
        || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)
        || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff
        || (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe007f);
}

static void add_bytes(struct buffer *out, const uint8_t *s, size_t len, const char *format)
{
    for (size_t i = 0; i < len; i++)
        buffer_format(out, format, (unsigned)s[i]);
}

/* How many bytes from s on stand for themselves in every form of text: nearly all of most paths. */
static size_t plain_len(const uint8_t *s, size_t len)
{
    size_t n = 0;

    while (n < len && s[n] >= 0x20 && s[n] < 0x7f && s[n] != '\\' && s[n] != '%' && s[n] != '!')
        n++;
    return n;
}

/* backslash: does one stand for itself? Not where \x escapes must be told from the text's own. */
static void add_safe(struct buffer *out, const char *bytes, size_t len, const char *broken,
                     bool backslash)
{
    const uint8_t *const s = (const uint8_t *)bytes;
    uint32_t code = 0;

    for (size_t i = 0; i < len;) {
        const size_t plain = plain_len(s + i, len - i);
        const size_t n = plain ? plain : utf8_sequence(s + i, len - i, &code);

        if (plain)
            buffer_add(out, bytes + i, plain);
        else if (n == 0)
            add_bytes(out, s + i, 1, broken);
        else if (code_is_unsafe(code) || (code == '\\' && !backslash))
            add_bytes(out, s + i, n, "\\x%02x");
        else
            buffer_add(out, bytes + i, n);
        i += n ? n : 1;
    }
}

void printable_text(struct buffer *out, const char *bytes, size_t len)
{
    add_safe(out, bytes, len, "\\x%02x", false);
}

void printable_message(struct buffer *out, const char *bytes, size_t len)
{
    add_safe(out, bytes, len, "\\x%02x", true);
}

void printable_path(struct buffer *out, const char *bytes, size_t len)
{
    add_safe(out, bytes, len, "%%%02X", false);
}

void printable_percent(struct buffer *out, const char *bytes, size_t len)
{
    const uint8_t *const s = (const uint8_t *)bytes;
    uint32_t code = 0;

    for (size_t i = 0; i < len;) {
        const size_t plain = plain_len(s + i, len - i);
        const size_t n = plain ? plain : utf8_sequence(s + i, len - i, &code);

        if (plain)
            buffer_add(out, bytes + i, plain);
        else if (n == 0 || code == '%' || code == '!')
            add_bytes(out, s + i, 1, "%%%02X");
        else
            buffer_add(out, bytes + i, n);
        i += n ? n : 1;
    }
}

size_t printable_width(const char *text, size_t len)
{
    size_t width = 0;

    for (size_t i = 0; i < len; i++)
        width += ((uint8_t)text[i] & 0xc0) != 0x80;
    return width;
}
