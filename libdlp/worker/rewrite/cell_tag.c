/* worker/rewrite/cell_tag.c - a cell of a sheet whose value is replaced: what kind it is, its tag says. */

#include "worker/rewrite/cell_tag.h"

#include "worker/cell_number.h"
#include "worker/rewrite/markup_reader.h"
#include "worker/rewrite/put.h"

#include <stdio.h>
#include <string.h>

#define TAG_NUMBER 40 /* bytes of a number as it is written */

/* The cell's own tag; false for broken markup: the cell does not begin here. */
static bool tag_read(struct markup *tag, const char **at, const char *end)
{
    return markup_next(tag, at, end) && tag->kind == MARKUP_START
        && markup_is(tag->name, tag->name_len, "c");
}

/* The tag as it stands, without its kind and a note. */
static void tag_write(struct dlp_bytes *out, const struct markup *tag)
{
    struct markup_attribute attribute;

    put(out, tag->at, (size_t)(tag->name + tag->name_len - tag->at));
    for (const char *at = tag->name + tag->name_len; markup_attribute_next(tag, &at, &attribute);) {
        if (markup_is(attribute.name, attribute.name_len, "t")
            || markup_is(attribute.name, attribute.name_len, CELL_TIME))
            continue;
        put(out, " ", 1);
        put(out, attribute.name, (size_t)(at - attribute.name));
    }
}

void cell_as_text(struct dlp_bytes *out, const char *cell, size_t len, const double *time)
{
    static const char kind[] = " t=\"str\"";
    const char *at = cell, *const end = len ? cell + len : cell;
    char note[TAG_NUMBER + sizeof(CELL_TIME)];
    struct markup tag;

    if (!tag_read(&tag, &at, end)) {
        put(out, cell, len);
        return;
    }
    tag_write(out, &tag);
    put(out, kind, sizeof(kind) - 1);
    if (time)
        put(out, note, (size_t)snprintf(note, sizeof(note), " " CELL_TIME "=\"%.12g\"", *time));
    put(out, ">", 1);
    put(out, at, (size_t)(end - at));
}

/* The text of the cell's <v>, or NULL. */
static const char *value_find(const char *at, const char *end, size_t *len)
{
    struct markup part;
    bool inside = false;

    while (markup_next(&part, &at, end)) {
        if (inside && part.kind == MARKUP_TEXT) {
            *len = part.len;
            return part.at;
        }
        inside = part.kind == MARKUP_START && markup_is(part.name, part.name_len, "v");
    }
    return NULL;
}

/* As number_date() shows it: without a time, or with one. */
static bool is_shown_date(const char *text, size_t len)
{
    return len == strlen("1984-03-21")
        || (len == strlen("1984-03-21 14:05:00") && text[strlen("1984-03-21")] == ' ');
}

void cell_as_date(struct dlp_bytes *out, const char *cell, size_t len, double time, bool since_1904)
{
    const char *at = cell, *const end = len ? cell + len : cell, *value;
    char number[TAG_NUMBER];
    size_t value_len = 0;
    struct markup tag;
    double day;

    if (!tag_read(&tag, &at, end)) {
        put(out, cell, len);
        return;
    }
    value = value_find(at, end, &value_len);
    if (!value || !is_shown_date(value, value_len)
        || !number_of_date(&day, value, value_len, since_1904)) {
        cell_as_text(out, cell, len, NULL);
        return;
    }
    tag_write(out, &tag);
    put(out, ">", 1);
    put(out, at, (size_t)(value - at));
    put(out, number, (size_t)snprintf(number, sizeof(number), "%.15g", day + time));
    put(out, value + value_len, (size_t)(end - value) - value_len);
}
