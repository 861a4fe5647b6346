/* dlpd/util/json.c - members of a JSON object, added to a line. */

#include "util/json.h"

#include <dlp/report.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

void json_string(struct buffer *out, const char *bytes, size_t len)
{
    const size_t before = out->len;

    if (dlp_report_string(bytes, len, buffer_write, out) != DLP_OK) {
        buffer_cut(out, before); /* out of memory: the line stays well-formed */
        buffer_text(out, "\"\"");
    }
}

void json_name(struct buffer *out, const char *name)
{
    const char last = out->len ? out->data[out->len - 1] : '{';

    if (last != '{' && last != '[')
        buffer_char(out, ',');
    buffer_format(out, "\"%s\":", name);
}

void json_text(struct buffer *out, const char *name, const char *text)
{
    json_name(out, name);
    json_string(out, text, strlen(text));
}

void json_number(struct buffer *out, const char *name, uint64_t number)
{
    json_name(out, name);
    buffer_number(out, number);
}

void json_true(struct buffer *out, const char *name)
{
    json_name(out, name);
    buffer_text(out, "true");
}

void json_time(struct buffer *out, const char *name, uint64_t time_us)
{
    const time_t seconds = (time_t)(time_us / 1000000);
    char day[32];
    struct tm tm;

    json_name(out, name);
    if (!gmtime_r(&seconds, &tm) || strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm) == 0)
        snprintf(day, sizeof(day), "%s", "1970-01-01T00:00:00");
    buffer_format(out, "\"%s.%06uZ\"", day, (unsigned)(time_us % 1000000));
}
