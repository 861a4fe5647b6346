/* worker/rewrite/member.c - one member of an office document with its values replaced.
 *
 * Which elements hold text, and where one text ends and the next begins, is a table. A number's cell
 * that does not show a number any more becomes a cell of text; that of a date is one again when another date
 * comes back into it. */

#include "worker/rewrite/member.h"

#include "worker/rewrite/cell_tag.h"
#include "worker/rewrite/markup_block.h"
#include "worker/rewrite/put.h"
#include "worker/xlsx_number.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum role {
    ROLE_OTHER,
    ROLE_TEXT,  /* what is in it is text, and goes on in the next one */
    ROLE_VALUE, /* of a cell */
    ROLE_BLOCK, /* one text, from its beginning to its end */
    ROLE_CELL,
    ROLE_GAP,
    ROLE_HYPHEN
};

static const struct {
    const char *name;
    enum role role;
} roles[] = {
    { "t", ROLE_TEXT },         { "delText", ROLE_TEXT },
    { "instrText", ROLE_TEXT }, { "f", ROLE_TEXT },
    { "v", ROLE_VALUE },        { "p", ROLE_BLOCK },
    { "si", ROLE_BLOCK },       { "is", ROLE_BLOCK },
    { "comment", ROLE_BLOCK },  { "c", ROLE_CELL },
    { "tab", ROLE_GAP },        { "br", ROLE_GAP },
    { "cr", ROLE_GAP },         { "noBreakHyphen", ROLE_HYPHEN },
};

/* Attributes that hold text. */
static const char *const texts[] = {
    "Target", "instr", "descr", "title", "tooltip", "display", "alt", "placeholder",
};

struct walk {
    const struct replacements *all;
    const struct xlsx *book;
    struct dlp_bytes *out;
    struct block block;
    struct dlp_bytes tag, text; /* the one at hand, rewritten, and decoded */
    bool is_sheet;
    unsigned in_text, in_block, in_value;
    bool in_cell;
    enum {
        CELL_NUMBER,
        CELL_DATE, /* as ISO 8601 */
        CELL_TEXT,
        CELL_OTHER /* their values are no text */
    } cell;
    unsigned long style;
    char digits[XLSX_NUMBER_MAX]; /* of a number's cell, as the file has them; "": none yet */
    bool is_noted;                /* the cell was one of a date, with this time beside its day */
    double time;
};

static enum role role_of(const struct markup *markup)
{
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
        if (markup_is(markup->name, markup->name_len, roles[i].name))
            return roles[i].role;
    }
    return ROLE_OTHER;
}

static void flush(struct walk *walk)
{
    (void)block_write(&walk->block, walk->all, walk->out);
}

/* ---- Tags ---------------------------------------------------------------------------------------- */

static bool holds_text(const struct markup_attribute *attribute)
{
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (markup_is(attribute->name, attribute->name_len, texts[i]))
            return true;
    }
    return false;
}

static void attribute_write(struct walk *walk, const struct markup_attribute *attribute)
{
    struct block one = BLOCK_INIT;

    dlp_bytes_clear(&walk->text);
    markup_decode(&walk->text, attribute->value, attribute->value_len);
    block_text(&one, attribute->value, attribute->value_len, (const char *)walk->text.data,
               walk->text.len, false);
    (void)block_write(&one, walk->all, &walk->tag);
    block_free(&one);
}

/* The tag, with the values of its texts replaced, into walk->tag. */
static void tag_write(struct walk *walk, const struct markup *tag)
{
    const char *at = tag->name + tag->name_len, *done = tag->at;
    struct markup_attribute attribute;

    dlp_bytes_clear(&walk->tag);
    while (markup_attribute_next(tag, &at, &attribute)) {
        if (!holds_text(&attribute))
            continue;
        put(&walk->tag, done, (size_t)(attribute.value - done));
        attribute_write(walk, &attribute);
        done = attribute.value + attribute.value_len;
    }
    put(&walk->tag, done, (size_t)(tag->at + tag->len - done));
}

/* ---- Cells --------------------------------------------------------------------------------------- */

static void cell_start(struct walk *walk, const struct markup *tag)
{
    const char *at = tag->name + tag->name_len;
    struct markup_attribute attribute;

    flush(walk);
    walk->in_cell = true;
    walk->cell = CELL_NUMBER;
    walk->style = ULONG_MAX;
    walk->digits[0] = '\0';
    walk->is_noted = false;
    while (markup_attribute_next(tag, &at, &attribute)) {
        if (markup_is(attribute.name, attribute.name_len, "s"))
            walk->style = strtoul(attribute.value, NULL, 10); /* up to its quote */
        else if (markup_is(attribute.name, attribute.name_len, CELL_TIME)) {
            walk->time = strtod(attribute.value, NULL);
            walk->is_noted = true;
        } else if (markup_is(attribute.name, attribute.name_len, "t"))
            walk->cell = attribute.value_len != 1 ? CELL_TEXT
                : *attribute.value == 'n'         ? CELL_NUMBER
                : *attribute.value == 'd'         ? CELL_DATE
                                                  : CELL_OTHER;
    }
}

/* Of a number that is shown as a date: what it has beside the day. */
static bool time_of(const struct walk *walk, double *time)
{
    char text[NUMBER_TEXT];
    double day;

    if (walk->style >= walk->book->styles || !walk->book->is_date[walk->style]
        || !xlsx_number(walk->book, walk->style, walk->digits, text)
        || !number_of_date(&day, text, strlen(text), walk->book->since_1904))
        return false;
    *time = strtod(walk->digits, NULL) - day;
    return true;
}

static void cell_end(struct walk *walk)
{
    struct dlp_bytes cell = DLP_BYTES_INIT(SIZE_MAX / 2);
    const bool changed = block_write(&walk->block, walk->all, &cell);
    const char *const data = (const char *)cell.data;
    double time;

    if (changed && walk->cell == CELL_NUMBER)
        cell_as_text(walk->out, data, cell.len,
                     walk->block.moved && time_of(walk, &time) ? &time : NULL);
    else if (changed && walk->cell == CELL_DATE && !walk->block.moved)
        cell_as_text(walk->out, data, cell.len, NULL);
    else if (changed && walk->block.moved && walk->is_noted)
        cell_as_date(walk->out, data, cell.len, walk->time, walk->book->since_1904);
    else
        put(walk->out, data, cell.len);
    dlp_bytes_free(&cell);
    walk->in_cell = false;
}

static void number_add(struct walk *walk, const struct markup *markup)
{
    char *const digits = walk->digits;
    char text[NUMBER_TEXT];

    if (walk->text.len >= sizeof(walk->digits)) {
        block_raw(&walk->block, markup->at, markup->len);
        return;
    }
    memcpy(digits, walk->text.data, walk->text.len);
    digits[walk->text.len] = '\0';
    if (xlsx_number(walk->book, walk->style, digits, text))
        block_text(&walk->block, markup->at, markup->len, text, strlen(text), false);
    else
        block_text(&walk->block, markup->at, markup->len, digits, walk->text.len, false);
}

/* ---- The walk ------------------------------------------------------------------------------------ */

static void on_text(struct walk *walk, const struct markup *markup)
{
    const bool cdata = markup->kind == MARKUP_CDATA;
    const bool alone = !walk->in_block && !walk->in_cell;

    dlp_bytes_clear(&walk->text);
    if (cdata)
        put(&walk->text, markup->at + 9, markup->len - 12);
    else
        markup_decode(&walk->text, markup->at, markup->len);
    if (alone)
        flush(walk);
    if (walk->in_cell && walk->in_value && walk->cell == CELL_NUMBER)
        number_add(walk, markup);
    else if (alone || walk->in_text
             || (walk->in_value
                 && (!walk->in_cell || walk->cell == CELL_TEXT || walk->cell == CELL_DATE)))
        block_text(&walk->block, markup->at, markup->len, (const char *)walk->text.data,
                   walk->text.len, false);
    else
        block_raw(&walk->block, markup->at, markup->len);
    if (alone)
        flush(walk);
}

static void count(unsigned *depth, enum markup_kind kind)
{
    if (kind == MARKUP_START && *depth < UINT_MAX)
        ++*depth;
    else if (kind == MARKUP_END && *depth > 0)
        --*depth;
}

static void on_tag(struct walk *walk, const struct markup *markup)
{
    const enum role role = role_of(markup);
    const bool is_cell = role == ROLE_CELL && walk->is_sheet;
    const bool is_end = markup->kind == MARKUP_END;

    tag_write(walk, markup);
    if (role == ROLE_BLOCK && !is_end)
        flush(walk);
    if (is_cell && markup->kind == MARKUP_START)
        cell_start(walk, markup);
    if (role == ROLE_VALUE || role == ROLE_GAP)
        block_gap(&walk->block, '\n');
    if (role == ROLE_HYPHEN && !is_end)
        block_text(&walk->block, markup->at, markup->len, "-", 1, true);
    else
        block_raw(&walk->block, (const char *)walk->tag.data, walk->tag.len);
    if (role == ROLE_TEXT)
        count(&walk->in_text, markup->kind);
    else if (role == ROLE_VALUE)
        count(&walk->in_value, markup->kind);
    else if (role == ROLE_BLOCK)
        count(&walk->in_block, markup->kind);
    if (is_cell && is_end && walk->in_cell)
        cell_end(walk);
    else if (role == ROLE_BLOCK && is_end && !walk->in_cell)
        flush(walk);
}

static bool ends_with(const char *name, const char *end)
{
    const size_t len = strlen(name), tail = strlen(end);

    return len >= tail && strcmp(name + len - tail, end) == 0;
}

bool member_is_markup(const char *name)
{
    return ends_with(name, ".xml") || ends_with(name, ".rels") || ends_with(name, ".vml");
}

/* Texts are replaced in UTF-8 alone; a document in UTF-16 is rare, and refused. */
static bool is_utf8(const char *data, size_t len)
{
    return len < 2 || ((uint8_t)data[0] < 0xFE && data[0] != '\0' && data[1] != '\0');
}

bool member_rewrite(const char *name, const char *data, size_t len, const struct replacements *all,
                    const struct xlsx *book, struct dlp_bytes *out)
{
    struct walk walk = { .all = all,
                         .book = book,
                         .out = out,
                         .block = BLOCK_INIT,
                         .tag = DLP_BYTES_INIT(SIZE_MAX / 2),
                         .text = DLP_BYTES_INIT(SIZE_MAX / 2),
                         .is_sheet = strncmp(name, "xl/worksheets/", 14) == 0 };
    const char *at = data, *const end = len ? data + len : data;
    struct markup markup;

    while (is_utf8(data, len) && markup_next(&markup, &at, end)) {
        if (markup.kind == MARKUP_TEXT || markup.kind == MARKUP_CDATA)
            on_text(&walk, &markup);
        else if (markup.kind == MARKUP_OTHER)
            block_raw(&walk.block, markup.at, markup.len);
        else
            on_tag(&walk, &markup);
    }
    flush(&walk);
    block_free(&walk.block);
    dlp_bytes_free(&walk.tag);
    dlp_bytes_free(&walk.text);
    return at == end;
}
