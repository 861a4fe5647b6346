/* worker/exif.c - the texts of EXIF, the block of facts that cameras and programs put into pictures.
 *
 * It is a TIFF file: directories of entries, each a number, a type, a count, and a value or the place of one.
 * Directories that entries lead to, or that follow one, are read once each. */

#include "worker/exif.h"

#include <stdio.h>
#include <string.h>

#define ENTRY 12u
#define FOLDERS_MAX 16u
#define TEXT_LEAST 4u /* of bytes that nobody knows */

enum type {
    TYPE_BYTES = 1,
    TYPE_ASCII = 2,
    TYPE_RATIONAL = 5,
    TYPE_UNDEFINED = 7,
    TYPE_UTF8 = 129
};

enum tag {
    TAG_LATITUDE = 2,
    TAG_LONGITUDE = 4,
    TAG_EXIF = 0x8769,
    TAG_GPS = 0x8825,
    TAG_COMMENT = 0x9286,
    TAG_WINDOWS_FIRST = 0x9c9b,
    TAG_WINDOWS_LAST = 0x9c9f
};

static const struct {
    unsigned tag;
    const char *name;
} names[] = {
    { 0x010e, "description" },   { 0x010f, "maker" },       { 0x0110, "model" },
    { 0x0131, "software" },      { 0x0132, "date" },        { 0x013b, "artist" },
    { 0x013c, "computer" },      { 0x02bc, "metadata" },    { 0x8298, "copyright" },
    { 0x83bb, "caption" },       { 0x9003, "taken" },       { TAG_COMMENT, "comment" },
    { 0x9c9b, "title" },         { 0x9c9c, "comment" },     { 0x9c9d, "author" },
    { 0x9c9e, "keywords" },      { 0x9c9f, "subject" },     { 0xa430, "owner" },
    { 0xa431, "serial number" }, { 0xa435, "lens number" },
};

struct exif {
    const uint8_t *data;
    size_t len;
    bool big; /* the first byte of a number is its highest */
    struct wide out;
    struct {
        uint32_t at;
        bool gps; /* whose numbers mean something else */
    } folder[FOLDERS_MAX];
    size_t folders;
};

static uint32_t number16(const struct exif *exif, size_t at)
{
    const uint8_t *const from = exif->data + at;

    return exif->big ? (uint32_t)(from[0] << 8 | from[1]) : little16(from);
}

static uint32_t number32(const struct exif *exif, size_t at)
{
    return exif->big ? number16(exif, at) << 16 | number16(exif, at + 2)
                     : little32(exif->data + at);
}

/* Bytes as they are: most are ASCII, and some are UTF-8, though they should not. */
static void put(struct exif *exif, const void *text, size_t len)
{
    wide_end(&exif->out);
    if (len > 0)
        exif->out.write(text, len, exif->out.user);
}

static void put_name(struct exif *exif, unsigned tag)
{
    char number[16];

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].tag == tag) {
            put(exif, names[i].name, strlen(names[i].name));
            put(exif, ": ", 2);
            return;
        }
    }
    (void)snprintf(number, sizeof(number), "tag %04x: ", tag);
    put(exif, number, strlen(number));
}

static void put_wide(struct exif *exif, const uint8_t *at, size_t len, bool big)
{
    for (size_t i = 0; i + 2 <= len; i += 2) {
        const uint16_t big_unit = (uint16_t)(at[i] << 8 | at[i + 1]);
        const uint16_t unit = big ? big_unit : little16(at + i);

        if (unit != 0)
            wide_unit(&exif->out, unit);
    }
}

/* A comment says in eight bytes what it is in. Programs write UTF-16 in either order, whatever the block's is:
 * most letters that matter have a byte that is 0. */
static void put_comment(struct exif *exif, const uint8_t *at, size_t len)
{
    size_t low = 0;

    if (len < 8 || memcmp(at, "UNICODE\0", 8) != 0) {
        put(exif, at + (len < 8 ? 0 : 8), len - (len < 8 ? 0 : 8));
        return;
    }
    for (size_t i = 8; i + 2 <= len; i += 2)
        low += at[i + 1] < at[i];
    put_wide(exif, at + 8, len - 8, low * 2 < (len - 8) / 2);
}

/* Degrees, minutes and seconds, each a fraction, as a decimal number; south and west are negative. */
static void put_degrees(struct exif *exif, unsigned tag, size_t at, bool negative)
{
    double degrees = 0, unit = 1;
    char text[64];

    for (size_t i = 0; i < 3; i++) {
        const double parts = number32(exif, at + 8 * i), of = number32(exif, at + 8 * i + 4);

        degrees += of > 0 ? parts / of / unit : 0;
        unit *= 60;
    }
    if (degrees > 180)
        return;
    (void)snprintf(text, sizeof(text), "%s: %s%.6f\n",
                   tag == TAG_LATITUDE ? "latitude" : "longitude", negative ? "-" : "", degrees);
    put(exif, text, strlen(text));
}

static void put_text(struct exif *exif, unsigned tag, unsigned type, const uint8_t *at, size_t len)
{
    while (len > 0 && type == TYPE_ASCII && at[len - 1] == 0)
        len--;
    put_name(exif, tag);
    if (tag == TAG_COMMENT)
        put_comment(exif, at, len);
    else if (type == TYPE_BYTES && tag >= TAG_WINDOWS_FIRST && tag <= TAG_WINDOWS_LAST)
        put_wide(exif, at, len, false);
    else
        put(exif, at, len);
    put(exif, "\n", 1);
}

static void add_folder(struct exif *exif, uint32_t at, bool gps)
{
    for (size_t i = 0; i < exif->folders; i++) {
        if (exif->folder[i].at == at)
            return;
    }
    if (at == 0 || exif->folders == FOLDERS_MAX)
        return;
    exif->folder[exif->folders].at = at;
    exif->folder[exif->folders++].gps = gps;
}

static void read_entry(struct exif *exif, size_t entry, bool gps, bool *negative)
{
    static const uint8_t widths[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8 };
    const unsigned tag = number16(exif, entry), type = number16(exif, entry + 2);
    const size_t width = type < sizeof(widths) ? widths[type] : type == TYPE_UTF8;
    const uint64_t said = (uint64_t)number32(exif, entry + 4) * width;
    const size_t at = said <= 4 ? entry + 8 : number32(exif, entry + 8);
    const size_t room = at < exif->len ? exif->len - at : 0;
    const size_t len = said < room ? (size_t)said : room; /* of one that is cut, what there is */

    if (len == 0)
        return;
    if (!gps && (tag == TAG_EXIF || tag == TAG_GPS) && len == 4)
        add_folder(exif, number32(exif, entry + 8), tag == TAG_GPS);
    else if (gps && (tag == TAG_LATITUDE || tag == TAG_LONGITUDE) && len == 24)
        put_degrees(exif, tag, at, *negative);
    else if (type == TYPE_ASCII || type == TYPE_UTF8
             || ((type == TYPE_BYTES || type == TYPE_UNDEFINED) && len >= TEXT_LEAST))
        put_text(exif, tag, type, exif->data + at, len);
    /* Which half of the earth: the entry before the degrees. */
    *negative = gps && type == TYPE_ASCII
        && (exif->data[at] == 'S' || exif->data[at] == 's' || exif->data[at] == 'W'
            || exif->data[at] == 'w');
}

static void read_folder(struct exif *exif, size_t number)
{
    const size_t at = exif->folder[number].at;
    const bool gps = exif->folder[number].gps;
    bool negative = false;
    size_t count, fit;

    if (at > exif->len || exif->len - at < 2)
        return;
    count = number16(exif, at);
    fit = (exif->len - at - 2) / ENTRY;
    for (size_t i = 0; i < count && i < fit; i++)
        read_entry(exif, at + 2 + ENTRY * i, gps, &negative);
    if (count < fit || (count == fit && (exif->len - at - 2) % ENTRY >= 4))
        add_folder(exif, number32(exif, at + 2 + ENTRY * count), false);
}

void exif_read(const uint8_t *data, size_t len, wide_write write, void *user)
{
    struct exif exif = { .data = data, .len = len, .out = { .write = write, .user = user } };

    if (len < 8 || (memcmp(data, "II*\0", 4) != 0 && memcmp(data, "MM\0*", 4) != 0))
        return;
    exif.big = data[0] == 'M';
    add_folder(&exif, number32(&exif, 4), false);
    for (size_t i = 0; i < exif.folders; i++)
        read_folder(&exif, i);
    wide_end(&exif.out);
}
