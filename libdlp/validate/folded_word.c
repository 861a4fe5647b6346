/* validate/folded_word.c - one word of a name or place, folded. */

#include "validate/folded_word.h"

#include "base/token.h"
#include "base/utf8.h"

#include <string.h>

/* Letters that Unicode does not take apart. */
static const struct {
    uint16_t large, small;
    const char *folded;
} letters[] = {
    { 0xc6, 0xe6, "ae" },   { 0xd0, 0xf0, "d" },   { 0xd8, 0xf8, "o" },   { 0xde, 0xfe, "th" },
    { 0xdf, 0x1e9e, "ss" }, { 0x110, 0x111, "d" }, { 0x131, 0x131, "i" }, { 0x141, 0x142, "l" },
    { 0x152, 0x153, "oe" }, { 0x18f, 0x259, "e" },
};

static const char *letter_folded(int32_t cp)
{
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (cp == letters[i].large || cp == letters[i].small)
            return letters[i].folded;
    }
    return NULL;
}

/* Latin beyond ASCII has its capitals first in each pair, Cyrillic and Greek in blocks. */
static bool is_capital(int32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z';
    if (cp < 0x100)
        return cp <= 0xde;
    if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
        return cp % 2 == 1;
    if (cp < 0x250 || (cp >= 0x1e00 && cp <= 0x1eff))
        return cp % 2 == 0;
    return (cp >= 0x386 && cp <= 0x3ab) || (cp >= 0x400 && cp <= 0x42f);
}

static bool is_solid(int32_t cp)
{
    return (cp >= 0x900 && cp <= 0x97f) || (cp >= 0x3040 && cp <= 0x30ff)
        || (cp >= 0x3400 && cp <= 0x9fff) || (cp >= 0xac00 && cp <= 0xd7a3);
}

static bool is_cyrillic(int32_t cp)
{
    return cp >= 0x400 && cp <= 0x45f;
}

static bool word_put(struct dlp_folded_word *word, const char *text, size_t len)
{
    if (word->len + len > sizeof(word->text))
        return false;
    memcpy(word->text + word->len, text, len);
    word->len += len;
    return true;
}

static bool cyrillic_put(struct dlp_folded_word *word, int32_t cp)
{
    const int32_t small = cp >= 0x430 ? cp : cp >= 0x410 ? cp + 0x20 : cp + 0x50;
    const int32_t plain = small == 0x451 ? 0x435
        : small == 0x439                 ? 0x438
                                         : small; /* ё, й: the mark goes */
    const char bytes[2] = { (char)(0xc0 | plain >> 6), (char)(0x80 | (plain & 0x3f)) };

    return word_put(word, bytes, sizeof(bytes));
}

static bool letter_put(struct dlp_folded_word *word, const uint8_t *text, size_t width, int32_t cp)
{
    const char *const folded = letter_folded(cp);
    uint8_t out[4];
    size_t n;

    if (folded)
        return word_put(word, folded, strlen(folded));
    if (is_cyrillic(cp))
        return cyrillic_put(word, cp);
    if (dlp_token_letters(text, width, out, sizeof(out), &n))
        return n <= sizeof(out) && word_put(word, (const char *)out, n);
    return word_put(word, (const char *)text, width);
}

/* May the code point stand in a name at all? */
static bool is_letter(int32_t cp)
{
    if (cp < 0x80)
        return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
    return cp >= 0xc0 && cp != 0xd7 && cp != 0xf7 && (cp < 0x2000 || cp >= 0x3040);
}

/* The same for an ASCII byte. @return false when it is no letter, or there is no room */
static bool ascii_put(struct dlp_folded_word *word, uint8_t byte)
{
    const char small = (char)(byte | 0x20);

    if (small < 'a' || small > 'z' || !word_put(word, &small, 1))
        return false;
    if (word->letters++ == 0)
        word->capital = byte < 'a';
    return true;
}

size_t dlp_folded_word(struct dlp_folded_word *word, const uint8_t *text, size_t len)
{
    size_t at = 0, width;

    *word = (struct dlp_folded_word){ 0 };
    for (; at < len && text[at] != ' ' && text[at] != '-'; at += width) {
        int32_t cp;

        if (text[at] < 0x80) { /* most, and quick */
            width = 1;
            word->closed = text[at] == '.';
            if (text[at] != '.' && text[at] != '\'' && !ascii_put(word, text[at]))
                return 0;
            continue;
        }
        width = dlp_utf8_next(text + at, len - at, &cp);
        word->closed = false;
        if (cp == 0x2019)
            continue;
        if (!is_letter(cp) || !letter_put(word, text + at, width, cp))
            return 0;
        if (word->letters++ == 0)
            word->capital = is_capital(cp);
        word->solid = word->solid || is_solid(cp);
    }
    return at;
}
