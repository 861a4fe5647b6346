/* extract/codepage.c - charsets of one or two bytes a character, by tables of the C library's iconv.
 *
 * The way back from text to source goes by the characters alone, so a table holds none whose width
 * could not be told from the character. */

#include "extract/codepage.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <iconv.h>
#include <stdatomic.h>
#include <strings.h>

#define HALF 128u /* of a byte's values: those beyond ASCII */
#define KANA_FIRST 0xff61u
#define KANA_LAST 0xff9fu
#define NO_CHAR 0xfffdu

enum width { NARROW, WIDE, WIDE_AND_KANA };

/* Characters, 0 where there is none: of single bytes from 0x80 on, then of pairs. */
struct dlp_codepage {
    const char *guess; /* the detector's name */
    const char *iconv; /* the C library's */
    enum width width;
    struct dlp_charset charset;
    _Atomic(const uint16_t *) table;
};

#define PAGE(guess_, iconv_, width_, name_)                                                        \
  {                                                                                                \
    .guess = (guess_), .iconv = (iconv_), .width = (width_), .charset = {.name = (name_) }         \
  }
static struct dlp_codepage pages[] = {
    PAGE("WINDOWS-1250", "CP1250", NARROW, "windows-1250"),
    PAGE("WINDOWS-1251", "CP1251", NARROW, "windows-1251"),
    PAGE("WINDOWS-1252", "CP1252", NARROW, "windows-1252"),
    PAGE("WINDOWS-1253", "CP1253", NARROW, "windows-1253"),
    PAGE("WINDOWS-1255", "CP1255", NARROW, "windows-1255"),
    PAGE("WINDOWS-1256", "CP1256", NARROW, "windows-1256"),
    PAGE("WINDOWS-1257", "CP1257", NARROW, "windows-1257"),
    PAGE("WINDOWS-1258", "CP1258", NARROW, "windows-1258"),
    PAGE("ISO-8859-1", "ISO-8859-1", NARROW, "iso-8859-1"),
    PAGE("ISO-8859-2", "ISO-8859-2", NARROW, "iso-8859-2"),
    PAGE("ISO-8859-3", "ISO-8859-3", NARROW, "iso-8859-3"),
    PAGE("ISO-8859-4", "ISO-8859-4", NARROW, "iso-8859-4"),
    PAGE("ISO-8859-5", "ISO-8859-5", NARROW, "iso-8859-5"),
    PAGE("ISO-8859-6", "ISO-8859-6", NARROW, "iso-8859-6"),
    PAGE("ISO-8859-7", "ISO-8859-7", NARROW, "iso-8859-7"),
    PAGE("ISO-8859-8", "ISO-8859-8", NARROW, "iso-8859-8"),
    PAGE("ISO-8859-9", "ISO-8859-9", NARROW, "iso-8859-9"),
    PAGE("ISO-8859-10", "ISO-8859-10", NARROW, "iso-8859-10"),
    PAGE("ISO-8859-11", "ISO-8859-11", NARROW, "iso-8859-11"),
    PAGE("ISO-8859-13", "ISO-8859-13", NARROW, "iso-8859-13"),
    PAGE("ISO-8859-15", "ISO-8859-15", NARROW, "iso-8859-15"),
    PAGE("ISO-8859-16", "ISO-8859-16", NARROW, "iso-8859-16"),
    PAGE("TIS-620", "TIS-620", NARROW, "tis-620"),
    PAGE("VISCII", "VISCII", NARROW, "viscii"),
    PAGE("KOI8-R", "KOI8-R", NARROW, "koi8-r"),
    PAGE("IBM852", "IBM852", NARROW, "ibm852"),
    PAGE("IBM855", "IBM855", NARROW, "ibm855"),
    PAGE("IBM865", "IBM865", NARROW, "ibm865"),
    PAGE("IBM866", "CP866", NARROW, "ibm866"),
    PAGE("MAC-CYRILLIC", "MAC-CYRILLIC", NARROW, "x-mac-cyrillic"),
    PAGE("MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE", NARROW, "x-mac-ce"),
    PAGE("GB18030", "GBK", WIDE, "gbk"),
    PAGE("BIG5", "CP950", WIDE, "big5"),
    PAGE("EUC-KR", "CP949", WIDE, "euc-kr"),
    PAGE("UHC", "CP949", WIDE, "euc-kr"),
    PAGE("EUC-JP", "EUC-JP", WIDE, "euc-jp"),
    PAGE("SHIFT_JIS", "CP932", WIDE_AND_KANA, "shift_jis"),
};

static bool is_kana(uint32_t cp)
{
    return cp >= KANA_FIRST && cp <= KANA_LAST;
}

/* What these bytes mean; 0: not just one character beyond ASCII. */
static uint16_t char_of(iconv_t from, const uint8_t *bytes, size_t len)
{
    char in[2] = { (char)bytes[0], (char)bytes[1] }, text[8];
    char *at = in, *out = text;
    size_t left = len, room = sizeof(text);
    int32_t cp;

    (void)iconv(from, NULL, NULL, NULL, NULL);
    if (iconv(from, &at, &left, &out, &room) == (size_t)-1 || left > 0
        || iconv(from, NULL, NULL, &out, &room) == (size_t)-1 || out == text)
        return 0;
    if (dlp_utf8_next((const uint8_t *)text, (size_t)(out - text), &cp) != (size_t)(out - text))
        return 0;
    return cp < 0x80 || cp >= (int32_t)NO_CHAR ? 0 : (uint16_t)cp;
}

static const uint16_t *table_make(const struct dlp_codepage *page)
{
    const iconv_t from = iconv_open("UTF-8", page->iconv);
    const size_t len = page->width == NARROW ? HALF : HALF + HALF * 256u;
    uint16_t *table;

    if (from == (iconv_t)-1)
        return NULL;
    table = dlp_calloc(len, sizeof(*table));
    for (unsigned lead = 0; table && lead < HALF; lead++) {
        uint8_t bytes[2] = { (uint8_t)(lead + HALF), 0 };
        const uint16_t single = char_of(from, bytes, 1);

        if (page->width == NARROW || (page->width == WIDE_AND_KANA && is_kana(single)))
            table[lead] = single;
        for (unsigned trail = 0; page->width != NARROW && trail < 256; trail++) {
            uint16_t cp;

            bytes[1] = (uint8_t)trail;
            cp = char_of(from, bytes, 2);
            if (page->width == WIDE || !is_kana(cp))
                table[HALF + lead * 256u + trail] = cp;
        }
    }
    iconv_close(from);
    return table;
}

/* What documents call a charset beside its own name and the detector's, as the Encoding Standard has it. */
static const struct {
    const char *name, *guess;
} aliases[] = {
    { "latin1", "WINDOWS-1252" },
    { "iso8859-1", "WINDOWS-1252" },
    { "us-ascii", "WINDOWS-1252" },
    { "cp1250", "WINDOWS-1250" },
    { "cp1251", "WINDOWS-1251" },
    { "cp1252", "WINDOWS-1252" },
    { "cp1253", "WINDOWS-1253" },
    { "cp1255", "WINDOWS-1255" },
    { "cp1256", "WINDOWS-1256" },
    { "cp1257", "WINDOWS-1257" },
    { "cp1258", "WINDOWS-1258" },
    { "latin2", "ISO-8859-2" },
    { "windows-1254", "ISO-8859-9" },
    { "latin5", "ISO-8859-9" },
    { "koi8", "KOI8-R" },
    { "cp866", "IBM866" },
    { "x-mac-cyrillic", "MAC-CYRILLIC" },
    { "gbk", "GB18030" },
    { "gb2312", "GB18030" },
    { "cp936", "GB18030" },
    { "cp950", "BIG5" },
    { "big5-hkscs", "BIG5" },
    { "cp949", "EUC-KR" },
    { "ks_c_5601-1987", "EUC-KR" },
    { "sjis", "SHIFT_JIS" },
    { "x-sjis", "SHIFT_JIS" },
    { "shift-jis", "SHIFT_JIS" },
    { "windows-31j", "SHIFT_JIS" },
    { "cp932", "SHIFT_JIS" },
    { "x-euc-jp", "EUC-JP" },
    { "windows-874", "TIS-620" },
};

static struct dlp_codepage *page_named(const char *name)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
        if (strcasecmp(aliases[i].name, name) == 0)
            name = aliases[i].guess;
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
        if (strcasecmp(pages[i].guess, name) == 0)
            return &pages[i];
    return NULL;
}

const struct dlp_charset *dlp_codepage_find(const char *name, bool *lost)
{
    struct dlp_codepage *const page = page_named(name);
    const uint16_t *none = NULL, *made;

    *lost = false;
    if (!page)
        return NULL;
    if (!atomic_load_explicit(&page->table, memory_order_acquire)) {
        made = table_make(page);
        /* Of several threads one wins; they all made the same. */
        if (made && !atomic_compare_exchange_strong(&page->table, &none, made))
            dlp_free((void *)made);
        *lost = !made;
        if (!made)
            return NULL;
    }
    return &page->charset;
}

static const struct dlp_codepage *page_of(const struct dlp_charset *charset)
{
    return (const struct dlp_codepage *)((const char *)charset
                                         - offsetof(struct dlp_codepage, charset));
}

size_t dlp_codepage_char(const struct dlp_charset *charset, const uint8_t *bytes, size_t len,
                         bool last, uint32_t *cp)
{
    const struct dlp_codepage *const page = page_of(charset);
    const uint16_t *const table = atomic_load_explicit(&page->table, memory_order_relaxed);
    size_t lead;

    *cp = NO_CHAR;
    if (len == 0)
        return 0;
    if (bytes[0] < HALF) {
        *cp = bytes[0];
        return 1;
    }
    lead = bytes[0] - HALF;
    if (table[lead]) {
        *cp = table[lead];
        return 1;
    }
    if (page->width == NARROW)
        return 1;
    if (len < 2)
        return last ? 1 : 0;
    if (!table[HALF + lead * 256u + bytes[1]])
        return 1;
    *cp = table[HALF + lead * 256u + bytes[1]];
    return 2;
}

size_t dlp_codepage_width(const struct dlp_charset *charset, int32_t cp)
{
    const enum width width = page_of(charset)->width;

    if (width == NARROW || cp < (int32_t)HALF || cp == (int32_t)NO_CHAR)
        return 1;
    return width == WIDE_AND_KANA && is_kana((uint32_t)cp) ? 1 : 2;
}
