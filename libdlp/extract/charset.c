/* extract/charset.c - text in another charset; UTF-16 and UTF-32, with a byte order mark and without.
 *
 * Without a mark, what tells is where the zero bytes of ASCII characters stand: a text that has none
 * of these in its first bytes is read as it is. */

#include "extract/charset.h"

#include "base/utf8.h"
#include "extract/codepage.h"

#include <string.h>

static const struct dlp_charset utf16_le = { "utf-16le", 2, false };
static const struct dlp_charset utf16_be = { "utf-16be", 2, true };
static const struct dlp_charset utf32_le = { "utf-32le", 4, false };
static const struct dlp_charset utf32_be = { "utf-32be", 4, true };

struct mark {
    const struct dlp_charset *charset;
    uint8_t bytes[4];
    uint8_t len;
};
/* The longer ones first: the mark of UTF-32 begins as that of UTF-16. */
static const struct mark marks[] = {
    { &utf32_le, { 0xff, 0xfe, 0, 0 }, 4 },
    { &utf32_be, { 0, 0, 0xfe, 0xff }, 4 },
    { &utf16_le, { 0xff, 0xfe, 0, 0 }, 2 },
    { &utf16_be, { 0xfe, 0xff, 0, 0 }, 2 },
};

static uint32_t unit_at(const struct dlp_charset *charset, const uint8_t *bytes)
{
    uint32_t unit = 0;

    for (size_t i = 0; i < charset->unit; i++)
        unit = unit << 8 | bytes[charset->big ? i : charset->unit - 1u - i];
    return unit;
}

/* Are most units printable ASCII, and the rest no control characters? */
static bool fits(const struct dlp_charset *charset, const uint8_t *bytes, size_t len)
{
    size_t units = 0, ascii = 0;

    for (size_t i = 0; i + charset->unit <= len; i += charset->unit) {
        const uint32_t unit = unit_at(charset, bytes + i);

        if ((unit < ' ' && unit != '\n' && unit != '\r' && unit != '\t') || unit > 0x10ffff)
            return false;
        ascii += unit < 0x7f;
        units++;
    }
    return units >= 4 && ascii * 4 >= units * 3;
}

const struct dlp_charset *dlp_charset_of(const uint8_t *bytes, size_t len, bool last, size_t *mark,
                                         bool *more)
{
    static const struct dlp_charset *const all[] = { &utf32_le, &utf32_be, &utf16_le, &utf16_be };

    *mark = 0;
    *more = !last && len < 4;
    if (*more)
        return NULL;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (len >= marks[i].len && memcmp(bytes, marks[i].bytes, marks[i].len) == 0) {
            *mark = marks[i].len;
            return marks[i].charset;
        }
    if (len == 0 || !memchr(bytes, 0, len < 4 ? len : 4))
        return NULL;
    *more = !last && len < DLP_CHARSET_LOOK;
    if (*more)
        return NULL;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (fits(all[i], bytes, len))
            return all[i];
    return NULL;
}

static size_t put_char(uint8_t *out, uint32_t cp)
{
    if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
        cp = 0xfffd;
    if (cp < 0x80) {
        out[0] = (uint8_t)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (uint8_t)(0xc0 | cp >> 6);
        out[1] = (uint8_t)(0x80 | (cp & 63));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (uint8_t)(0xe0 | cp >> 12);
        out[1] = (uint8_t)(0x80 | (cp >> 6 & 63));
        out[2] = (uint8_t)(0x80 | (cp & 63));
        return 3;
    }
    out[0] = (uint8_t)(0xf0 | cp >> 18);
    out[1] = (uint8_t)(0x80 | (cp >> 12 & 63));
    out[2] = (uint8_t)(0x80 | (cp >> 6 & 63));
    out[3] = (uint8_t)(0x80 | (cp & 63));
    return 4;
}

/* The character that begins at bytes[0]: its length in bytes, 0 when there are too few. */
static size_t char_at(const struct dlp_charset *charset, const uint8_t *bytes, size_t len,
                      bool last, uint32_t *cp)
{
    uint32_t low;

    if (charset->unit == 0)
        return dlp_codepage_char(charset, bytes, len, last, cp);
    if (len < charset->unit)
        return 0;
    *cp = unit_at(charset, bytes);
    if (charset->unit == 4 || *cp < 0xd800 || *cp >= 0xdc00)
        return charset->unit;
    if (len < 4)
        return last ? 2 : 0;
    low = unit_at(charset, bytes + 2);
    if (low < 0xdc00 || low >= 0xe000)
        return 2; /* a half of a pair alone */
    *cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
    return 4;
}

size_t dlp_recode(struct dlp_recoder *recoder, const uint8_t *in, size_t len, bool last,
                  uint8_t *out)
{
    size_t made = 0, at = 0, taken;
    uint32_t cp;

    while (recoder->held_len > 0 && at < len) { /* until the held character is whole */
        recoder->held[recoder->held_len++] = in[at++];
        taken = char_at(recoder->charset, recoder->held, recoder->held_len, false, &cp);
        if (taken > 0) {
            made += put_char(out + made, cp);
            recoder->held_len -= taken;
            memmove(recoder->held, recoder->held + taken, recoder->held_len);
        }
    }
    while ((taken = char_at(recoder->charset, in + at, len - at, false, &cp)) > 0) {
        made += put_char(out + made, cp);
        at += taken;
    }
    if (at < len) {
        memcpy(recoder->held, in + at, len - at);
        recoder->held_len = len - at;
    }
    while (last && recoder->held_len > 0) { /* whole behind half a pair, or cut short */
        taken = char_at(recoder->charset, recoder->held, recoder->held_len, true, &cp);
        made += put_char(out + made, taken > 0 ? cp : 0xfffd);
        recoder->held_len -= taken > 0 ? taken : recoder->held_len;
        memmove(recoder->held, recoder->held + taken, recoder->held_len);
    }
    return made;
}

void dlp_charset_advance(struct dlp_charset_map *map, const uint8_t *bytes, size_t len)
{
    for (size_t at = 0; at < len;) {
        int32_t cp;
        const size_t taken = dlp_utf8_next(bytes + at, len - at, &cp);

        at += taken;
        map->position += taken;
        if (map->charset->unit == 0)
            map->source += dlp_codepage_width(map->charset, cp);
        else
            map->source += cp >= 0x10000 ? 4u : map->charset->unit;
    }
}

uint64_t dlp_charset_source(const struct dlp_charset_map *map, const uint8_t *bytes, uint64_t base,
                            uint64_t offset)
{
    struct dlp_charset_map to = *map;

    if (offset < map->position)
        return offset;
    dlp_charset_advance(&to, bytes + (map->position - base), (size_t)(offset - map->position));
    return to.source;
}
