/* extract/entity.c - character references of HTML and XML: &#52; &#x34; and the named ones that stand
 * for what values are written with. A missing semicolon is forgiven, as browsers do. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define NUMBER_DIGITS 20u /* of a reference: most of them zeros */

struct name {
    char text[16];
    uint16_t cp;
};

/* HTML Standard, "Named character references"; `seconds` below has the beginnings. Without a semicolon
 * only where HTML allows it. */
static const struct name names[] = {
    { "Tab;", '\t' },
    { "NewLine;", '\n' },
    { "num;", '#' },
    { "amp;", '&' },
    { "amp", '&' },
    { "lpar;", '(' },
    { "rpar;", ')' },
    { "ast;", '*' },
    { "plus;", '+' },
    { "comma;", ',' },
    { "period;", '.' },
    { "sol;", '/' },
    { "colon;", ':' },
    { "semi;", ';' },
    { "lt;", '<' },
    { "gt;", '>' },
    { "equals;", '=' },
    { "commat;", '@' },
    { "lowbar;", '_' },
    { "UnderBar;", '_' },
    { "nbsp;", 0xa0 },
    { "nbsp", 0xa0 },
    { "shy;", 0xad },
    { "shy", 0xad },
    { "dash;", 0x2010 },
    { "hyphen;", 0x2010 },
    { "ndash;", 0x2013 },
    { "mdash;", 0x2014 },
    { "ensp;", 0x2002 },
    { "emsp;", 0x2003 },
    { "numsp;", 0x2007 },
    { "puncsp;", 0x2008 },
    { "thinsp;", 0x2009 },
    { "hairsp;", 0x200a },
    { "ZeroWidthSpace;", 0x200b },
    { "zwnj;", 0x200c },
    { "zwj;", 0x200d },
    { "lrm;", 0x200e },
    { "rlm;", 0x200f },
    { "NoBreak;", 0x2060 },
    { "quot;", '"' },
    { "apos;", '\'' },
    { "minus;", 0x2212 },
    { "sup1;", 0xb9 },
    { "sup2;", 0xb2 },
    { "sup3;", 0xb3 },
};

/* By the first letter of a name: a bit for each letter that may be the second, whatever their case. */
#define B(letter) ((uint32_t)1 << ((letter)&31))
static const uint32_t seconds[32] = {
    ['a' & 31] = B('m') | B('p') | B('s'),
    ['c' & 31] = B('o'),
    ['d' & 31] = B('a'),
    ['e' & 31] = B('m') | B('n') | B('q'),
    ['g' & 31] = B('t'),
    ['h' & 31] = B('a') | B('y'),
    ['l' & 31] = B('o') | B('p') | B('r') | B('t'),
    ['m' & 31] = B('d') | B('i'),
    ['n' & 31] = B('b') | B('d') | B('e') | B('o') | B('u'),
    ['p' & 31] = B('e') | B('l') | B('u'),
    ['q' & 31] = B('u'),
    ['r' & 31] = B('l') | B('p'),
    ['s' & 31] = B('e') | B('h') | B('o') | B('u'),
    ['t' & 31] = B('a') | B('h'),
    ['u' & 31] = B('n'),
    ['z' & 31] = B('e') | B('w'),
};

bool dlp_begins_entity(uint8_t first, uint8_t second)
{
    return dlp_is_letter(first) && dlp_is_letter(second)
        && (seconds[first & 31u] >> (second & 31u) & 1u);
}

const char *dlp_entity_name(size_t i)
{
    return i < sizeof(names) / sizeof(names[0]) ? names[i].text : NULL;
}

static size_t named(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t left = in->len - in->at - 1;
    size_t letters = 0;

    /* Of query strings, which are full of them, most go on with a sign. */
    while (letters < sizeof(names[0].text) && dlp_is_letter(dlp_peek(in, 1 + letters)))
        letters++;
    if (letters < 2 || (dlp_peek(in, 1 + letters) == '=' && letters > 4))
        return 0;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t len;

        if (names[i].text[0] != (char)in->bytes[in->at + 1])
            continue;
        len = strlen(names[i].text);
        if (len <= left && memcmp(in->bytes + in->at + 1, names[i].text, len) == 0) {
            dlp_view_put_char(out, names[i].cp, in->at, 1 + len);
            return 1 + len;
        }
    }
    return 0;
}

size_t dlp_decode_entity(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    uint32_t value = 0;
    size_t at = 2, digits = 0;

    if (dlp_peek(in, 1) != '#')
        return named(out, in);
    if ((dlp_peek(in, 2) | 0x20) == 'x') {
        at = 3;
        digits = dlp_read_hex(&value, in, at, 1, NUMBER_DIGITS);
    } else {
        for (; digits < NUMBER_DIGITS && dlp_is_digit(dlp_peek(in, at + digits)); digits++)
            value = value < 0x110000 ? value * 10 + dlp_peek(in, at + digits) - '0' : value;
    }
    if (digits == 0 || value == 0)
        return 0;
    at += digits;
    at += dlp_peek(in, at) == ';';
    dlp_view_put_char(out, value, in->at, at);
    return at;
}
