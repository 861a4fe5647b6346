/* dlpscan/inventory/json_rows.c - JSON objects -> rows: a member is a column, and what is inside it is named
 * behind it with a dot, as in "address.city" and "phones[].number". */

#include "inventory/row_readers.h"

#include <string.h>

#define DEPTH_MAX 32u
#define PATH_MAX_BYTES ((size_t)512)

struct json {
    FILE *file;
    struct row_target *target;
    struct buffer path, text;
    const char *reason; /* why it ended early */
};

static int next(struct json *json)
{
    int c;

    do
        c = getc_unlocked(json->file);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r');
    return c;
}

static bool damaged(struct json *json)
{
    json->reason = "damaged";
    return false;
}

static bool is_high(unsigned point)
{
    return point >= 0xd800 && point < 0xdc00;
}

static void add_point(struct buffer *out, unsigned point)
{
    if (point < 0x80) {
        buffer_char(out, (char)point);
    } else if (point < 0x800) {
        buffer_char(out, (char)(0xc0 | point >> 6));
        buffer_char(out, (char)(0x80 | (point & 0x3f)));
    } else if (point < 0x10000) {
        buffer_char(out, (char)(0xe0 | point >> 12));
        buffer_char(out, (char)(0x80 | (point >> 6 & 0x3f)));
        buffer_char(out, (char)(0x80 | (point & 0x3f)));
    } else {
        buffer_char(out, (char)(0xf0 | point >> 18));
        buffer_char(out, (char)(0x80 | (point >> 12 & 0x3f)));
        buffer_char(out, (char)(0x80 | (point >> 6 & 0x3f)));
        buffer_char(out, (char)(0x80 | (point & 0x3f)));
    }
}

static bool read_four(struct json *json, unsigned *point)
{
    *point = 0;
    for (int i = 0; i < 4; i++) {
        const int c = getc_unlocked(json->file);
        const int digit = c >= '0' && c <= '9'       ? c - '0'
            : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                     : -1;

        if (digit < 0)
            return damaged(json);
        *point = *point * 16 + (unsigned)digit;
    }
    return true;
}

/* Behind the backslash. */
static bool read_escape(struct json *json, struct buffer *out)
{
    static const char from[] = "bfnrt\"\\/", to[] = "\b\f\n\r\t\"\\/";
    const int c = getc_unlocked(json->file);
    const char *const at = c > 0 ? strchr(from, c) : NULL;
    unsigned point, low;

    if (at) {
        buffer_char(out, to[at - from]);
        return true;
    }
    if (c != 'u' || !read_four(json, &point))
        return damaged(json);
    if (is_high(point)) {
        if (getc_unlocked(json->file) != '\\' || getc_unlocked(json->file) != 'u'
            || !read_four(json, &low) || low < 0xdc00 || low > 0xdfff)
            return damaged(json);
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    add_point(out, point);
    return true;
}

/* Behind the first quote. @param max  bytes to keep */
static bool read_string(struct json *json, struct buffer *out, size_t max)
{
    const size_t begin = out->len;
    int c;

    while ((c = getc_unlocked(json->file)) != '"') {
        if (c == EOF)
            return damaged(json);
        if (c == '\\') {
            if (!read_escape(json, out))
                return false;
        } else {
            buffer_char(out, (char)c);
        }
        if (out->len - begin > max) {
            json->target->cut = true;
            buffer_cut(out, begin + max);
        }
    }
    return true;
}

static void add_cell(struct json *json)
{
    struct row_chunk *const chunk = json->target->chunk;
    const size_t column = chunk_column(chunk, buffer_string(&json->path), json->path.len);

    chunk_cell(chunk, column, buffer_string(&json->text), json->text.len);
}

/* A number, or a word; null is an empty cell. */
static bool read_bare(struct json *json, int c)
{
    while (c != EOF && !strchr(",]} \t\r\n", c) && json->text.len < 64) {
        buffer_char(&json->text, (char)c);
        c = getc_unlocked(json->file);
    }
    if (c != EOF)
        ungetc(c, json->file);
    if (json->text.len == 0 || json->text.len >= 64)
        return damaged(json);
    if (strcmp(json->text.data, "null") != 0)
        add_cell(json);
    return true;
}

static bool read_value(struct json *json, int c, unsigned depth);

static bool read_object(struct json *json, unsigned depth)
{
    const size_t path = json->path.len;
    int c = next(json);

    while (c != '}') {
        if (c != '"')
            return damaged(json);
        if (path)
            buffer_char(&json->path, '.');
        if (!read_string(json, &json->path, PATH_MAX_BYTES) || next(json) != ':')
            return damaged(json);
        if (!read_value(json, next(json), depth + 1))
            return false;
        buffer_cut(&json->path, path);
        c = next(json);
        if (c == ',')
            c = next(json);
        else if (c != '}')
            return damaged(json);
    }
    return true;
}

static bool read_array(struct json *json, unsigned depth)
{
    const size_t path = json->path.len;
    int c = next(json);

    buffer_text(&json->path, "[]");
    while (c != ']') {
        if (!read_value(json, c, depth + 1))
            return false;
        c = next(json);
        if (c == ',')
            c = next(json);
        else if (c != ']')
            return damaged(json);
    }
    buffer_cut(&json->path, path);
    return true;
}

static bool read_value(struct json *json, int c, unsigned depth)
{
    bool good;

    if (depth > DEPTH_MAX) {
        json->reason = "depth_limit";
        return false;
    }
    if (c == '{')
        return read_object(json, depth);
    if (c == '[')
        return read_array(json, depth);
    buffer_cut(&json->text, 0);
    if (c != '"')
        return read_bare(json, c);
    good = read_string(json, &json->text, CELL_MAX);
    if (good)
        add_cell(json);
    return good;
}

/* Objects, with commas between them or without, to the bracket or the end. */
static void read_rows(struct json *json)
{
    int c = next(json);
    bool array = false;

    if (c == '[') {
        array = true;
        c = next(json);
    }
    while (c != EOF && c != ']') {
        buffer_cut(&json->path, 0);
        if (!read_value(json, c, 0))
            return;
        chunk_row(json->target->chunk);
        c = next(json);
        if (c == ',' && array)
            c = next(json);
    }
    if (array && c == EOF)
        json->reason = "truncated";
}

const char *json_rows(FILE *file, struct row_target *target)
{
    struct json json = { .file = file, .target = target };

    target_table(target, "");
    read_rows(&json);
    chunk_end(target->chunk);
    if (json.text.data)
        explicit_bzero(json.text.data, json.text.cap);
    buffer_free(&json.text);
    buffer_free(&json.path);
    return ferror(file) ? "read_error" : json.reason;
}
