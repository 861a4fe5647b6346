/* extract/inline_markup.c - comments and tags in the middle of a value: 4111<b></b>1111, 41<!-- -->11.
 *
 * Only what a browser shows without a break is taken out: cells, rows and paragraphs part values. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define COMMENT_MAX 256u /* bytes */
#define TAG_MAX 128u

static const char *const inline_tags[] = {
    "a",    "abbr",   "acronym", "b",   "bdi",   "bdo",  "big",  "code", "data", "del",  "em",
    "font", "i",      "ins",     "kbd", "label", "mark", "nobr", "q",    "s",    "samp", "small",
    "span", "strike", "strong",  "sub", "sup",   "tt",   "u",    "var",  "wbr",
};

/* Length of what begins with `open` and ends with `close`, or 0. */
static size_t comment_len(const struct dlp_view_in *in, const char *open, const char *close)
{
    const size_t left = in->len - in->at, o = strlen(open), c = strlen(close);
    const size_t most = left < COMMENT_MAX ? left : COMMENT_MAX;
    const uint8_t *const bytes = in->bytes + in->at;

    if (left < o || memcmp(bytes, open, o) != 0)
        return 0;
    for (size_t i = o; i + c <= most; i++)
        if (memcmp(bytes + i, close, c) == 0)
            return i + c;
    return 0;
}

static bool is_inline(const uint8_t *name, size_t len)
{
    for (size_t i = 0; i < sizeof(inline_tags) / sizeof(inline_tags[0]); i++) {
        const char *const tag = inline_tags[i];
        size_t same = 0;

        while (same < len && tag[same] && (name[same] | 0x20) == tag[same])
            same++;
        if (same == len && !tag[same])
            return true;
    }
    return false;
}

static size_t tag_len(const struct dlp_view_in *in)
{
    const size_t start = dlp_peek(in, 1) == '/' ? 2 : 1;
    size_t end = start;

    while (dlp_is_letter(dlp_peek(in, end)) && end - start < 8)
        end++;
    if (!is_inline(in->bytes + in->at + start, end - start))
        return 0;
    while (end < TAG_MAX && dlp_peek(in, end) != '>' && dlp_peek(in, end) != '<'
           && dlp_peek(in, end) != '\0')
        end++;
    return dlp_peek(in, end) == '>' ? end + 1 : 0;
}

/* An element that is not shown, with what is in it: its length, or 0. */
static size_t hidden_len(const struct dlp_view_in *in)
{
    static const char hidden[] = "display:none";
    const size_t tag = tag_len(in);
    size_t at = tag, i = 0;

    while (i + sizeof(hidden) < tag
           && memcmp(in->bytes + in->at + i, hidden, sizeof(hidden) - 1) != 0)
        i++;
    if (i + sizeof(hidden) >= tag)
        return 0;
    while (at < TAG_MAX && dlp_peek(in, at) && dlp_peek(in, at) != '<')
        at++;
    if (dlp_peek(in, at) != '<' || dlp_peek(in, at + 1) != '/')
        return 0;
    while (at < COMMENT_MAX && dlp_peek(in, at) && dlp_peek(in, at) != '>')
        at++;
    return dlp_peek(in, at) == '>' ? at + 1 : 0;
}

/* The byte before this and all markup that is directly before it. */
static uint8_t before_markup(const struct dlp_view_in *in)
{
    size_t at = in->at;

    while (at > 0 && (in->bytes[at - 1] == '>' || in->bytes[at - 1] == '/')) {
        const size_t least = at > COMMENT_MAX ? at - COMMENT_MAX : 0;
        size_t back = at - 1;

        while (back > least && in->bytes[back] != '<'
               && !(in->bytes[back] == '/' && back + 1 < at && in->bytes[back + 1] == '*'))
            back--;
        if (back == least)
            return 0;
        at = back;
    }
    return at > 0 ? in->bytes[at - 1] : 0;
}

/* What stands for nothing where it stands: between two sections of CDATA, an empty value of a template, two marks of
 * bold or code of Markdown. */
static size_t empty_len(const struct dlp_view_in *in)
{
    static const char *const empties[] = {
        "]]><![CDATA[", "${''}", "${\"\"}", "#{''}", "#{\"\"}", "{{''}}", "{{\"\"}}", "**", "``",
    };
    const size_t left = in->len - in->at;

    for (size_t i = 0; i < sizeof(empties) / sizeof(empties[0]); i++) {
        const size_t len = strlen(empties[i]);

        if (len <= left && memcmp(in->bytes + in->at, empties[i], len) == 0)
            return len;
    }
    return 0;
}

/* What parts two groups of a number. */
static bool is_part(uint8_t c)
{
    return c == ' ' || c == '-';
}

/* <br>: its length, or 0. */
static size_t line_tag_len(const struct dlp_view_in *in)
{
    size_t end = 3;

    if ((dlp_peek(in, 1) | 0x20) != 'b' || (dlp_peek(in, 2) | 0x20) != 'r')
        return 0;
    end += dlp_peek(in, end) == ' ';
    end += dlp_peek(in, end) == '/';
    return dlp_peek(in, end) == '>' ? end + 1 : 0;
}

size_t dlp_decode_markup(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    size_t len = comment_len(in, "<!--", "-->");
    const size_t line = dlp_peek(in, 0) == '<' ? line_tag_len(in) : 0;
    uint8_t before, behind;

    if (line > 0) { /* all else stands for nothing */
        const bool left = dlp_is_digit(dlp_peek_before(in)),
                   right = dlp_is_digit(dlp_peek(in, line));

        if (!(left || is_part(dlp_peek_before(in)) || dlp_peek_before(in) == ')')
            || !(right || is_part(dlp_peek(in, line))))
            return 0;
        if (left && right)
            dlp_view_put(out, '\n', in->at, line);
        return line;
    }
    if (len == 0)
        len = empty_len(in);
    if (len == 0)
        len = comment_len(in, "/*", "*/");
    if (len == 0 && dlp_peek(in, 0) == '<')
        len = hidden_len(in);
    if (len == 0 && dlp_peek(in, 0) == '<')
        len = tag_len(in);
    if (len == 0)
        return 0;
    before = before_markup(in);
    behind = dlp_peek(in, len);
    if (!dlp_is_valuable(before) && !memchr("-. +()", before, 6))
        return 0;
    return dlp_is_valuable(behind) || memchr("<-. /()", behind, 7) ? len : 0;
}
