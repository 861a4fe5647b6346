/* report/json_writer.c - RFC 8259 output. A reader needs no state of ours: every object is one line. */

#include "report/json_writer.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static void json_put(struct dlp_json *json, const char *text, size_t len)
{
    if (!json->stopped && len > 0 && json->write(text, len, json->user) != 0)
        json->stopped = true;
}

static void json_separate(struct dlp_json *json)
{
    if (json->comma)
        json_put(json, ",", 1);
    json->comma = true;
}

void dlp_json_open(struct dlp_json *json, char bracket)
{
    json_separate(json);
    json_put(json, &bracket, 1);
    json->comma = false;
}

void dlp_json_close(struct dlp_json *json, char bracket)
{
    json_put(json, &bracket, 1);
    json->comma = true;
}

void dlp_json_key(struct dlp_json *json, const char *name)
{
    dlp_json_string(json, name);
    json_put(json, ":", 1);
    json->comma = false;
}

static size_t escape_text(char out[8], int32_t cp, uint8_t byte)
{
    if (cp < 0)
        return (size_t)snprintf(out, 8, "%%%02X", byte);
    switch (cp) {
    case '"':
        return (size_t)snprintf(out, 8, "\\\"");
    case '\\':
        return (size_t)snprintf(out, 8, "\\\\");
    case '\n':
        return (size_t)snprintf(out, 8, "\\n");
    case '\r':
        return (size_t)snprintf(out, 8, "\\r");
    case '\t':
        return (size_t)snprintf(out, 8, "\\t");
    default:
        return (size_t)snprintf(out, 8, "\\u%04x", (unsigned)cp);
    }
}

/* What stands for itself. U+2028 and U+2029 do not, for readers that take JSON for JavaScript. */
static bool is_plain(int32_t cp)
{
    return cp >= 0x20 && cp != '"' && cp != '\\' && cp != 0x7f && cp != 0x2028 && cp != 0x2029
        && !(cp >= 0x80 && cp < 0xa0);
}

void dlp_json_string_len(struct dlp_json *json, const char *text, size_t len)
{
    const uint8_t *const bytes = (const uint8_t *)text;
    size_t plain = 0; /* first byte that is not written yet */

    json_separate(json);
    json_put(json, "\"", 1);
    for (size_t i = 0; i < len;) {
        int32_t cp;
        const size_t n = dlp_utf8_next(bytes + i, len - i, &cp);

        if (!is_plain(cp)) {
            char escaped[8];

            json_put(json, text + plain, i - plain);
            json_put(json, escaped, escape_text(escaped, cp, bytes[i]));
            plain = i + n;
        }
        i += n;
    }
    json_put(json, text + plain, len - plain);
    json_put(json, "\"", 1);
}

void dlp_json_string(struct dlp_json *json, const char *text)
{
    if (text) {
        dlp_json_string_len(json, text, strlen(text));
        return;
    }
    json_separate(json);
    json_put(json, "null", 4);
}

void dlp_json_number(struct dlp_json *json, uint64_t number)
{
    char text[24];

    json_separate(json);
    json_put(json, text, (size_t)snprintf(text, sizeof(text), "%llu", (unsigned long long)number));
}

void dlp_json_signed(struct dlp_json *json, int64_t number)
{
    char text[24];

    json_separate(json);
    json_put(json, text, (size_t)snprintf(text, sizeof(text), "%lld", (long long)number));
}

void dlp_json_hundredths(struct dlp_json *json, double number)
{
    const int hundredths = (int)(number * 100.0 + 0.5);
    char text[24];

    json_separate(json);
    json_put(json, text,
             (size_t)snprintf(text, sizeof(text), "%d.%02d", hundredths / 100, hundredths % 100));
}

dlp_status dlp_json_finish(struct dlp_json *json)
{
    json_put(json, "\n", 1);
    return json->stopped ? DLP_STOPPED : DLP_OK;
}
