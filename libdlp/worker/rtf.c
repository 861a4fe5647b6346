/* worker/rtf.c - the text of RTF, by a decoder of our own.
 *
 * Control words begin with a backslash; groups in braces hide what is not text (fonts, pictures, whatever
 * begins with \*). Letters beyond ASCII are \u with a number, or \' with two hex digits in the charset of
 * the font, or of the document. */

#include "worker/rtf.h"

#include "worker/wide.h"

#include <iconv.h>
#include <string.h>

#define GROUPS_MAX 256u /* deeper ones share the last one's state */
#define FONTS_MAX 1024u
#define WORD_MAX 32u

struct group {
    bool skipped;
    unsigned fallback; /* bytes that stand behind \u for old readers */
    unsigned charset;  /* Windows code page, or 0 */
};

struct rtf {
    const uint8_t *data;
    size_t len, at;
    void (*write)(const void *text, size_t len, void *user);
    void *user;
    struct group group[GROUPS_MAX];
    unsigned depth;           /* of the innermost, in group[] */
    unsigned beyond;          /* groups deeper than there is room for */
    unsigned charset;         /* of the document */
    unsigned font[FONTS_MAX]; /* code page by number, 0: the document's */
    unsigned defining;        /* the font whose definition is read */
    bool in_fonts;
    bool object;     /* one is embedded: not read */
    bool starred;    /* \* came: the next word is a destination that may be skipped */
    unsigned left;   /* bytes to leave out, behind \u */
    char bytes[256]; /* of \', in one charset, until something else comes */
    size_t bytes_len;
    unsigned high; /* the first half of a pair of \u, or 0 */
};

enum act {
    ACT_SKIP, /* a destination that is no text */
    ACT_OBJECT,
    ACT_TEXT, /* stands for text */
    ACT_FONTS,
    ACT_CODEPAGE,
    ACT_FONT,
    ACT_CHARSET,
    ACT_FALLBACK,
    ACT_UNICODE,
    ACT_BINARY,
    ACT_KEEP /* a destination with \* that is text all the same */
};

static const struct {
    const char *word;
    enum act act;
    const char *text;
} words[] = {
    { "fonttbl", ACT_FONTS, NULL },
    { "colortbl", ACT_SKIP, NULL },
    { "stylesheet", ACT_SKIP, NULL },
    { "pict", ACT_SKIP, NULL },
    { "objdata", ACT_OBJECT, NULL },
    { "themedata", ACT_SKIP, NULL },
    { "datastore", ACT_SKIP, NULL },
    { "listtable", ACT_SKIP, NULL },
    { "rsidtbl", ACT_SKIP, NULL },
    { "xmlnstbl", ACT_SKIP, NULL },
    { "latentstyles", ACT_SKIP, NULL },
    { "generator", ACT_SKIP, NULL },
    { "ansicpg", ACT_CODEPAGE, NULL },
    { "f", ACT_FONT, NULL },
    { "fcharset", ACT_CHARSET, NULL },
    { "uc", ACT_FALLBACK, NULL },
    { "u", ACT_UNICODE, NULL },
    { "bin", ACT_BINARY, NULL },
    { "par", ACT_TEXT, "\n" },
    { "line", ACT_TEXT, "\n" },
    { "sect", ACT_TEXT, "\n" },
    { "page", ACT_TEXT, "\n" },
    { "row", ACT_TEXT, "\n" },
    { "nestrow", ACT_TEXT, "\n" },
    { "cell", ACT_TEXT, "\t" },
    { "nestcell", ACT_TEXT, "\t" },
    { "tab", ACT_TEXT, "\t" },
    { "emdash", ACT_TEXT, "\xe2\x80\x94" },
    { "endash", ACT_TEXT, "\xe2\x80\x93" },
    { "lquote", ACT_TEXT, "'" },
    { "rquote", ACT_TEXT, "'" },
    { "ldblquote", ACT_TEXT, "\"" },
    { "rdblquote", ACT_TEXT, "\"" },
    { "fldinst", ACT_KEEP, NULL },
    { "annotation", ACT_KEEP, NULL },
    { "userprops", ACT_KEEP, NULL },
    { "propname", ACT_KEEP, NULL },
    { "staticval", ACT_KEEP, NULL },
    { "company", ACT_KEEP, NULL },
    { "author", ACT_TEXT, "\nauthor: " },
    { "title", ACT_TEXT, "\ntitle: " },
    { "subject", ACT_TEXT, "\nsubject: " },
    { "operator", ACT_TEXT, "\noperator: " },
};

/* fcharset -> Windows code page. */
static const struct {
    int charset;
    unsigned page;
} charsets[] = {
    { 128, 932 },  { 129, 949 },  { 134, 936 },  { 136, 950 },  { 161, 1253 },
    { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 }, { 186, 1257 },
    { 204, 1251 }, { 222, 874 },  { 238, 1250 }, { 0, 1252 },
};

static struct group *group_of(struct rtf *rtf)
{
    return &rtf->group[rtf->depth];
}

static void put(struct rtf *rtf, const void *text, size_t len)
{
    if (!group_of(rtf)->skipped && len > 0)
        rtf->write(text, len, rtf->user);
}

static void name_charset(char name[16], unsigned page)
{
    static const char digits[] = "0123456789";
    char *at = name + 15;

    *at = '\0';
    do {
        *--at = digits[page % 10];
        page /= 10;
    } while (page && at > name + 2);
    *--at = 'P';
    *--at = 'C';
    memmove(name, at, strlen(at) + 1);
}

/* What the bytes of \' mean; as they are where nobody knows. */
static void put_bytes(struct rtf *rtf)
{
    const unsigned page = group_of(rtf)->charset ? group_of(rtf)->charset : rtf->charset;
    char name[16], text[4 * sizeof(rtf->bytes)], *in = rtf->bytes, *out = text;
    size_t in_left = rtf->bytes_len, out_left = sizeof(text);
    iconv_t cd;

    if (rtf->bytes_len == 0)
        return;
    rtf->bytes_len = 0;
    name_charset(name, page % 100000);
    cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) {
        put(rtf, rtf->bytes, in_left);
        return;
    }
    while (in_left > 0 && iconv(cd, &in, &in_left, &out, &out_left) == (size_t)-1 && out_left > 8) {
        *out++ = '?';
        out_left--;
        in++;
        in_left--;
    }
    (void)iconv_close(cd);
    put(rtf, text, sizeof(text) - out_left);
}

static void put_code(struct rtf *rtf, unsigned code)
{
    char text[4];

    put(rtf, text, wide_utf8(text, code));
}

static void put_unicode(struct rtf *rtf, long number)
{
    const unsigned unit = (unsigned)number & 0xffff; /* written as a signed one */

    if (unit >= 0xd800 && unit < 0xdc00) {
        rtf->high = unit;
    } else if (unit >= 0xdc00 && unit < 0xe000) {
        if (rtf->high)
            put_code(rtf, 0x10000 + ((rtf->high - 0xd800) << 10) + (unit - 0xdc00));
        rtf->high = 0;
    } else {
        put_code(rtf, unit);
        rtf->high = 0;
    }
    rtf->left = group_of(rtf)->fallback;
}

static void charset_of_font(struct rtf *rtf, long number)
{
    for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
        if (charsets[i].charset == number)
            rtf->font[rtf->defining] = charsets[i].page;
    }
}

static void use_font(struct rtf *rtf, long number)
{
    const unsigned font = number >= 0 && number < (long)FONTS_MAX ? (unsigned)number : 0;

    if (rtf->in_fonts)
        rtf->defining = font;
    else
        group_of(rtf)->charset = rtf->font[font];
}

static void act(struct rtf *rtf, size_t row, long number)
{
    switch (words[row].act) {
    case ACT_FONTS:
        rtf->in_fonts = true;
        group_of(rtf)->skipped = true;
        break;
    case ACT_OBJECT:
        rtf->object = true;
        group_of(rtf)->skipped = true;
        break;
    case ACT_SKIP:
        group_of(rtf)->skipped = true;
        break;
    case ACT_TEXT:
        put(rtf, words[row].text, strlen(words[row].text));
        break;
    case ACT_CODEPAGE:
        rtf->charset = number > 0 && number < 100000 ? (unsigned)number : rtf->charset;
        break;
    case ACT_FONT:
        use_font(rtf, number);
        break;
    case ACT_CHARSET:
        charset_of_font(rtf, number);
        break;
    case ACT_FALLBACK:
        group_of(rtf)->fallback = number >= 0 && number < 16 ? (unsigned)number : 1;
        break;
    case ACT_UNICODE:
        put_unicode(rtf, number);
        break;
    case ACT_BINARY:
        rtf->at += number > 0 && (size_t)number < rtf->len - rtf->at ? (size_t)number : 0;
        break;
    case ACT_KEEP:
        break;
    }
}

static void take_word(struct rtf *rtf, const char *word, long number)
{
    const bool starred = rtf->starred;

    rtf->starred = false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].word, word) == 0) {
            act(rtf, i, number);
            return;
        }
    }
    if (starred)
        group_of(rtf)->skipped = true;
}

static bool is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static void read_word(struct rtf *rtf)
{
    char word[WORD_MAX];
    size_t len = 0;
    bool negative = false;
    long number = 0;

    for (; rtf->at < rtf->len && is_letter(rtf->data[rtf->at]); rtf->at++) {
        if (len < WORD_MAX - 1)
            word[len++] = (char)rtf->data[rtf->at];
    }
    word[len] = '\0';
    if (rtf->at < rtf->len && rtf->data[rtf->at] == '-') {
        negative = true;
        rtf->at++;
    }
    for (; rtf->at < rtf->len && is_digit(rtf->data[rtf->at]); rtf->at++)
        number = number < 100000000 ? number * 10 + (rtf->data[rtf->at] - '0') : number;
    if (rtf->at < rtf->len && rtf->data[rtf->at] == ' ')
        rtf->at++;
    put_bytes(rtf);
    take_word(rtf, word, negative ? -number : number);
}

static int hex(uint8_t c)
{
    return is_digit(c)         ? c - '0'
        : c >= 'a' && c <= 'f' ? c - 'a' + 10
        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                               : -1;
}

static void add_byte(struct rtf *rtf, int byte)
{
    if (rtf->left > 0) {
        rtf->left--;
        return;
    }
    if (rtf->bytes_len == sizeof(rtf->bytes))
        put_bytes(rtf);
    rtf->bytes[rtf->bytes_len++] = (char)byte;
}

/* Behind a backslash that no letter follows. */
static void read_symbol(struct rtf *rtf, uint8_t c)
{
    if (c == '\'' && rtf->len - rtf->at >= 2 && hex(rtf->data[rtf->at]) >= 0
        && hex(rtf->data[rtf->at + 1]) >= 0) {
        add_byte(rtf, hex(rtf->data[rtf->at]) << 4 | hex(rtf->data[rtf->at + 1]));
        rtf->at += 2;
        return;
    }
    put_bytes(rtf);
    if (c == '*')
        rtf->starred = true;
    else if (c == '~')
        put(rtf, " ", 1);
    else if (c == '_')
        put(rtf, "-", 1);
    else if (c == '\n' || c == '\r')
        put(rtf, "\n", 1);
    else if (c == '\\' || c == '{' || c == '}')
        put(rtf, &c, 1);
}

static void open_group(struct rtf *rtf)
{
    rtf->left = 0;
    if (rtf->depth + 1 == GROUPS_MAX) {
        rtf->beyond++;
        return;
    }
    rtf->group[rtf->depth + 1] = rtf->group[rtf->depth];
    rtf->depth++;
}

static void close_group(struct rtf *rtf)
{
    rtf->left = 0;
    rtf->starred = false;
    if (rtf->beyond > 0) {
        rtf->beyond--;
    } else if (rtf->depth > 0) {
        rtf->depth--;
        if (!group_of(rtf)->skipped)
            rtf->in_fonts = false;
    }
}

/* Plain bytes: those of the source's lines are none, all others stand for themselves. */
static void read_plain(struct rtf *rtf, uint8_t c)
{
    if (c == '\r' || c == '\n')
        return;
    if (c >= 0x80) {
        add_byte(rtf, c);
        return;
    }
    put_bytes(rtf);
    if (rtf->left > 0)
        rtf->left--;
    else
        put(rtf, &c, 1);
}

enum dlp_reason rtf_read(const uint8_t *data, size_t len,
                         void (*write)(const void *text, size_t len, void *user), void *user)
{
    struct rtf rtf = { .data = data, .len = len, .write = write, .user = user, .charset = 1252 };

    rtf.group[0].fallback = 1;
    while (rtf.at < rtf.len) {
        const uint8_t c = rtf.data[rtf.at++];

        if (c == '\\' && rtf.at < rtf.len) {
            if (is_letter(rtf.data[rtf.at]))
                read_word(&rtf);
            else
                read_symbol(&rtf, rtf.data[rtf.at++]);
        } else if (c == '{' || c == '}') {
            put_bytes(&rtf);
            if (c == '{')
                open_group(&rtf);
            else
                close_group(&rtf);
        } else {
            read_plain(&rtf, c);
        }
    }
    put_bytes(&rtf);
    if (rtf.depth > 0)
        return DLP_REASON_TRUNCATED;
    return rtf.object ? DLP_REASON_UNSUPPORTED : DLP_REASON_NONE;
}
