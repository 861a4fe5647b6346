/* dlpscan/json_text.c - JSON that dlpscan writes itself, beside the library's objects. */

#include "json_text.h"

#include "mem.h"

#include <dlp/dlp.h>

#include <string.h>

void json_text(struct buffer *out, const char *text)
{
    if (dlp_report_string(text, strlen(text), buffer_write, out) != DLP_OK)
        mem_die(); /* it fails of memory alone */
}

void json_member(struct buffer *out, const char *name, const char *text)
{
    if (out->len && out->data[out->len - 1] != '{')
        buffer_char(out, ',');
    buffer_format(out, "\"%s\":", name);
    json_text(out, text);
}

void json_hundredths(struct buffer *out, double fraction)
{
    const unsigned hundredths = (unsigned)(fraction * 100.0 + 0.5);

    buffer_number(out, hundredths / 100);
    buffer_char(out, '.');
    buffer_number(out, hundredths / 10 % 10);
    buffer_number(out, hundredths % 10);
}

/* '%' is kept: in a place it begins an escape already. */
static int stands_for_itself(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || (c && strchr("-._~/%*+,;=@$&()'", c));
}

void json_uri(struct buffer *out, const char *place)
{
    struct buffer uri = BUFFER_INIT;

    if (place[0] == '/')
        buffer_text(&uri, "file://");
    while (place[0] == '.' && place[1] == '/')
        place += 2;
    for (const char *at = place; *at; at++) {
        if (stands_for_itself((unsigned char)*at))
            buffer_char(&uri, *at);
        else
            buffer_format(&uri, "%%%02X", (unsigned)(unsigned char)*at);
    }
    json_text(out, buffer_string(&uri));
    buffer_free(&uri);
}
