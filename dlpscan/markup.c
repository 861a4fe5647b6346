/* dlpscan/markup.c - text for XML and HTML. */

#include "markup.h"

#include <stddef.h>

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void markup_text(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        const char *const name = entity(*text);

        if (name)
            buffer_text(out, name);
        else if ((unsigned char)*text < 0x20 && *text != '\n')
            buffer_char(out, '?');
        else
            buffer_char(out, *text);
    }
}

void markup_attribute(struct buffer *out, const char *name, const char *text)
{
    buffer_format(out, " %s=\"", name);
    markup_text(out, text);
    buffer_char(out, '"');
}
