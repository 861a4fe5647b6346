/* worker/wide.c - text as old office documents hold it, UTF-16 and Windows-1252, on its way to UTF-8. */

#include "worker/wide.h"

#include <string.h>

#define LETTER_MAX 4

/* What Windows-1252 has where ISO 8859-1 has control characters. */
static const uint16_t windows[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/* Marks that stand for text; the others below the blank are for pictures and notes, and are no text. */
static const struct {
    uint8_t mark;
    char text;
} marks[] = {
    { 0x09, '\t' }, { 0x0a, '\n' }, { 0x0b, '\n' }, { 0x0c, '\n' }, { 0x0d, '\n' },
    { 0x0e, '\n' }, { 0x13, ' ' },  { 0x14, ' ' },  { 0x1e, '-' },
};

size_t wide_utf8(char *out, uint32_t code)
{
    size_t len = 0;

    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        code = 0xfffd;
    if (code < 0x80) {
        out[len++] = (char)code;
        return len;
    }
    if (code < 0x800) {
        out[len++] = (char)(0xc0 | code >> 6);
    } else {
        if (code < 0x10000) {
            out[len++] = (char)(0xe0 | code >> 12);
        } else {
            out[len++] = (char)(0xf0 | code >> 18);
            out[len++] = (char)(0x80 | (code >> 12 & 0x3f));
        }
        out[len++] = (char)(0x80 | (code >> 6 & 0x3f));
    }
    out[len++] = (char)(0x80 | (code & 0x3f));
    return len;
}

static void flush(struct wide *wide)
{
    if (wide->len > 0)
        wide->write(wide->text, wide->len, wide->user);
    wide->len = 0;
}

static void letter(struct wide *wide, uint32_t code)
{
    if (sizeof(wide->text) - wide->len < LETTER_MAX)
        flush(wide);
    wide->len += wide_utf8(wide->text + wide->len, code);
}

/* A row ends with the end of its last cell and one more of the same mark. */
static void cell_end(struct wide *wide)
{
    letter(wide, wide->cell ? '\n' : '\t');
    wide->cell = !wide->cell;
}

static void mark(struct wide *wide, uint16_t unit)
{
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (marks[i].mark == unit)
            letter(wide, (uint32_t)marks[i].text);
    }
}

/* Half a pair that has no other half is no letter. */
static void lone_half(struct wide *wide)
{
    if (wide->high)
        letter(wide, 0xfffd);
    wide->high = 0;
}

void wide_unit(struct wide *wide, uint16_t unit)
{
    const uint16_t high = wide->high;

    if (unit == 0x07) {
        lone_half(wide);
        cell_end(wide);
        return;
    }
    wide->cell = false;
    if (high && unit >= 0xdc00 && unit < 0xe000) {
        wide->high = 0;
        letter(wide, 0x10000 + ((uint32_t)(high - 0xd800) << 10) + (uint32_t)(unit - 0xdc00));
        return;
    }
    lone_half(wide);
    if (unit >= 0xd800 && unit < 0xdc00)
        wide->high = unit;
    else if (unit < 0x20)
        mark(wide, unit);
    else
        letter(wide, unit);
}

void wide_byte(struct wide *wide, uint8_t byte)
{
    wide_unit(wide, byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80] : byte);
}

void wide_utf16(struct wide *wide, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i + 2 <= len; i += 2)
        wide_unit(wide, little16(data + i));
}

void wide_end(struct wide *wide)
{
    lone_half(wide);
    flush(wide);
}
