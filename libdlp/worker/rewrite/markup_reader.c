/* worker/rewrite/markup_reader.c - XML cut into tags and texts, each with the bytes it stands in.
 *
 * A parser gives what a document says, and a writer writes that anew, with other prefixes, quotes and
 * declarations. Here every byte that is not replaced has to stay, so the bytes are what is cut. Whether
 * the result is well-formed is asked of libxml2, when it is scanned. */

#include "worker/rewrite/markup_reader.h"

#include "worker/rewrite/put.h"
#include "worker/wide.h"

#include <stdlib.h>
#include <string.h>

static const char *find(const char *at, const char *end, const char *wanted)
{
    const char *const found = memmem(at, (size_t)(end - at), wanted, strlen(wanted));

    return found ? found + strlen(wanted) : NULL;
}

static bool begins(const char *at, const char *end, const char *wanted)
{
    const size_t len = strlen(wanted);

    return (size_t)(end - at) >= len && memcmp(at, wanted, len) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind the '>' of a tag, which may stand in quotes before; NULL: there is none. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = 0;

    for (; at < end; at++) {
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '>')
            return at + 1;
    }
    return NULL;
}

/* A name without its prefix, from at; where it ends. */
static const char *name_read(const char *at, const char *end, const char **name, size_t *len)
{
    *name = at;
    for (; at < end && !is_blank(*at) && !strchr("=/>", *at); at++) {
        if (*at == ':')
            *name = at + 1;
    }
    *len = (size_t)(at - *name);
    return at;
}

static const char *element_read(struct markup *markup, const char *at, const char *end)
{
    const char *const behind = tag_end(at, end);

    if (!behind)
        return NULL;
    markup->kind = at[1] == '/' ? MARKUP_END : behind[-2] == '/' ? MARKUP_EMPTY : MARKUP_START;
    (void)name_read(at + 1 + (at[1] == '/'), behind, &markup->name, &markup->name_len);
    return behind;
}

bool markup_next(struct markup *markup, const char **at, const char *end)
{
    const char *const begin = *at, *behind;

    if (begin == end)
        return false;
    *markup = (struct markup){ .kind = MARKUP_OTHER, .at = begin };
    if (*begin != '<') {
        behind = memchr(begin, '<', (size_t)(end - begin));
        markup->kind = MARKUP_TEXT;
        behind = behind ? behind : end;
    } else if (begins(begin, end, "<!--")) {
        behind = find(begin + 4, end, "-->");
    } else if (begins(begin, end, "<![CDATA[")) {
        behind = find(begin + 9, end, "]]>");
        markup->kind = MARKUP_CDATA;
    } else if (begins(begin, end, "<?")) {
        behind = find(begin, end, "?>");
    } else if (begins(begin, end, "<!")) {
        behind = NULL; /* a DTD: entities are how bombs are made */
    } else {
        behind = element_read(markup, begin, end);
    }
    if (!behind)
        return false;
    markup->len = (size_t)(behind - begin);
    *at = behind;
    return true;
}

bool markup_attribute_next(const struct markup *tag, const char **at,
                           struct markup_attribute *attribute)
{
    const char *const end = tag->at + tag->len - 1, *p = *at, *quote;

    while (p < end && (is_blank(*p) || *p == '/'))
        p++;
    p = name_read(p, end, &attribute->name, &attribute->name_len);
    while (p < end && (is_blank(*p) || *p == '='))
        p++;
    if (attribute->name_len == 0 || p >= end || (*p != '"' && *p != '\''))
        return false;
    quote = memchr(p + 1, *p, (size_t)(end - p - 1));
    if (!quote)
        return false;
    attribute->value = p + 1;
    attribute->value_len = (size_t)(quote - p - 1);
    *at = quote + 1;
    return true;
}

bool markup_is(const char *name, size_t len, const char *wanted)
{
    return strlen(wanted) == len && memcmp(name, wanted, len) == 0;
}

/* ---- Entities ------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    char is;
} entities[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }
};
#define ENTITIES (sizeof(entities) / sizeof(entities[0]))

/* "&#64;" or "&#x40;" at text; how many bytes it takes, 0: it is none. */
static size_t number_decode(struct dlp_bytes *out, const char *text, size_t len)
{
    char digits[16], utf8[4], *end;
    unsigned long code;
    const char *const behind = memchr(text, ';', len < sizeof(digits) ? len : sizeof(digits));
    const bool hex = len > 2 && text[2] == 'x';
    const char *const first = text + 2 + hex;

    if (!behind || behind <= first || text[1] != '#')
        return 0;
    memcpy(digits, first, (size_t)(behind - first));
    digits[behind - first] = '\0';
    code = strtoul(digits, &end, hex ? 16 : 10);
    if (*end || digits[0] == '-' || digits[0] == '+' || is_blank(digits[0]) || code > 0x10FFFF)
        return 0;
    put(out, utf8, wide_utf8(utf8, (uint32_t)code));
    return (size_t)(behind - text) + 1;
}

static size_t entity_decode(struct dlp_bytes *out, const char *text, size_t len)
{
    for (size_t i = 0; i < ENTITIES; i++) {
        if (begins(text, text + len, entities[i].name)) {
            put(out, &entities[i].is, 1);
            return strlen(entities[i].name);
        }
    }
    return number_decode(out, text, len);
}

void markup_decode(struct dlp_bytes *out, const char *text, size_t len)
{
    while (len > 0) {
        const char *const mark = memchr(text, '&', len);
        size_t n = mark ? (size_t)(mark - text) : len;

        put(out, text, n);
        if (mark) {
            const size_t taken = entity_decode(out, mark, len - n);

            if (taken == 0)
                put(out, mark, 1);
            n += taken ? taken : 1;
        }
        text += n;
        len -= n;
    }
}

void markup_encode(struct dlp_bytes *out, const char *text, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        size_t e = 0;

        while (e < ENTITIES && entities[e].is != text[at])
            e++;
        if (e < ENTITIES)
            put(out, entities[e].name, strlen(entities[e].name));
        else
            put(out, text + at, 1);
    }
}
