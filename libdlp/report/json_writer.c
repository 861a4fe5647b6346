/* report/json_writer.c - RFC 8259 output. A reader needs no state of ours: every object is one line. */

#include "report/json_writer.h"

#include "base/utf8.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

void dlp_json_begin(struct dlp_json *json, dlp_write_fn write, void *user)
{
    json->write = write;
    json->user = user;
    json->stopped = json->comma = false;
    json->len = 0;
}

static void json_hand_on(struct dlp_json *json, const char *text, size_t len)
{
    if (!json->stopped && len > 0 && json->write(text, len, json->user) != 0)
        json->stopped = true;
}

dlp_status dlp_json_flush(struct dlp_json *json)
{
    json_hand_on(json, json->text, json->len);
    sodium_memzero(json->text, json->len); /* it may hold a value that was asked for */
    json->len = 0;
    return json->stopped ? DLP_STOPPED : DLP_OK;
}

static void json_put(struct dlp_json *json, const char *text, size_t len)
{
    if (len > sizeof(json->text) - json->len)
        (void)dlp_json_flush(json); /* what it says is kept in json->stopped */
    if (len > sizeof(json->text)) {
        json_hand_on(json, text, len);
        return;
    }
    memcpy(json->text + json->len, text, len);
    json->len += len;
}

static void json_char(struct dlp_json *json, char c)
{
    if (json->len == sizeof(json->text))
        (void)dlp_json_flush(json);
    json->text[json->len++] = c;
}

static void json_separate(struct dlp_json *json)
{
    if (json->comma)
        json_char(json, ',');
    json->comma = true;
}

void dlp_json_open(struct dlp_json *json, char bracket)
{
    json_separate(json);
    json_char(json, bracket);
    json->comma = false;
}

void dlp_json_close(struct dlp_json *json, char bracket)
{
    json_char(json, bracket);
    json->comma = true;
}

void dlp_json_key(struct dlp_json *json, const char *name)
{
    const size_t len = strlen(name);
    char *at;

    assert(len <= sizeof(json->text) / 2);
    json_separate(json);
    json->comma = false;
    if (len + 3 > sizeof(json->text) - json->len)
        (void)dlp_json_flush(json);
    at = json->text + json->len;
    json->len += len + 3;
    at[0] = '"';
    memcpy(at + 1, name, len);
    at[len + 1] = '"';
    at[len + 2] = ':';
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

/* Is among eight bytes one that does not stand for itself? Where none does, taking a byte that is at
 * most 0x7f from another sets a top bit only where that one is smaller. */
static bool eight_are_special(const uint8_t *bytes)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t word, quote, backslash, delete;

    memcpy(&word, bytes, sizeof(word));
    quote = word ^ ones * '"'; /* a byte is zero where it is a quote */
    backslash = word ^ ones * '\\';
    delete = word ^ ones * 0x7f;
    return (((word - ones * ' ') | (quote - ones) | (backslash - ones) | (delete - ones) | word)
            & tops)
        != 0;
}

/* How many bytes from the start are ASCII that stands for itself. */
static size_t plain_ascii(const uint8_t *bytes, size_t len)
{
    size_t n = 0;

    while (len - n >= 8 && !eight_are_special(bytes + n))
        n += 8;
    if (n > 0 && n < len && len - n < 8 && !eight_are_special(bytes + len - 8))
        return len;
    while (n < len && bytes[n] < 0x80 && is_plain(bytes[n]))
        n++;
    return n;
}

void dlp_json_string_len(struct dlp_json *json, const char *text, size_t len)
{
    const uint8_t *const bytes = (const uint8_t *)text;
    size_t written = 0;

    json_separate(json);
    json_char(json, '"');
    for (size_t i = plain_ascii(bytes, len); i < len; i += plain_ascii(bytes + i, len - i)) {
        int32_t cp;
        const size_t n = dlp_utf8_next(bytes + i, len - i, &cp);

        if (!is_plain(cp)) {
            char escaped[8];

            json_put(json, text + written, i - written);
            json_put(json, escaped, escape_text(escaped, cp, bytes[i]));
            written = i + n;
        }
        i += n;
    }
    json_put(json, text + written, len - written);
    json_char(json, '"');
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

static void json_digits(struct dlp_json *json, uint64_t number, unsigned least)
{
    char digits[20];
    size_t at = sizeof(digits);

    for (; number > 0 || at + least > sizeof(digits); number /= 10)
        digits[--at] = (char)('0' + number % 10);
    json_put(json, digits + at, sizeof(digits) - at);
}

void dlp_json_number(struct dlp_json *json, uint64_t number)
{
    json_separate(json);
    json_digits(json, number, 1);
}

void dlp_json_signed(struct dlp_json *json, int64_t number)
{
    json_separate(json);
    if (number < 0)
        json_char(json, '-');
    json_digits(json, number < 0 ? -(uint64_t)number : (uint64_t)number, 1);
}

void dlp_json_hundredths(struct dlp_json *json, double number)
{
    const uint64_t hundredths = (uint64_t)(number * 100.0 + 0.5);

    json_separate(json);
    json_digits(json, hundredths / 100, 1);
    json_char(json, '.');
    json_digits(json, hundredths % 100, 2);
}

dlp_status dlp_json_finish(struct dlp_json *json)
{
    json_char(json, '\n');
    return dlp_json_flush(json);
}
