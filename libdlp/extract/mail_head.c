/* extract/mail_head.c - mail has no magic bytes: it is known by its first lines. */

#include "extract/mail_head.h"

#include <string.h>
#include <strings.h>

#define WANTED 3
#define NAME_MAX_BYTES 80 /* of a header */

struct header {
    const char *name;
    bool strong; /* nothing else than mail has it */
};

static const struct header headers[] = {
    { "received", true },
    { "return-path", true },
    { "message-id", true },
    { "mime-version", true },
    { "delivered-to", true },
    { "x-mailer", true },
    { "dkim-signature", true },
    { "from", false },
    { "to", false },
    { "cc", false },
    { "subject", false },
    { "date", false },
    { "reply-to", false },
    { "sender", false },
    { "content-type", false },
};
#define HEADERS (sizeof(headers) / sizeof(headers[0]))

/* The row of the header that a line begins with; HEADERS: another or none. *named: it is a header. */
static size_t header_of(const uint8_t *line, size_t len, bool *named)
{
    const uint8_t *const colon = memchr(line, ':', len < NAME_MAX_BYTES ? len : NAME_MAX_BYTES);
    const size_t name = colon ? (size_t)(colon - line) : 0;

    *named = name > 0;
    if (!*named)
        return HEADERS;
    for (size_t i = 0; i < name; i++) {
        if (line[i] <= ' ' || line[i] >= 0x7f) {
            *named = false;
            return HEADERS;
        }
    }
    for (size_t i = 0; i < HEADERS; i++) {
        if (strlen(headers[i].name) == name
            && strncasecmp((const char *)line, headers[i].name, name) == 0)
            return i;
    }
    return HEADERS;
}

static size_t line_len(const uint8_t *text, size_t len)
{
    const uint8_t *const end = memchr(text, '\n', len);

    return end ? (size_t)(end - text) + 1 : len;
}

/* Parts, transfer encodings, charsets, encoded words: anything that is not read as it stands. */
static bool must_be_decoded(const uint8_t *head, size_t len)
{
    static const char *const signs[] = { "multipart/", "message/",         "application/",
                                         "base64",     "quoted-printable", "=?" };

    for (size_t at = 0; at < len; at++) {
        for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
            const size_t sign = strlen(signs[i]);

            if (len - at >= sign && strncasecmp((const char *)head + at, signs[i], sign) == 0)
                return true;
        }
    }
    return false;
}

bool dlp_head_is_mail(const uint8_t *head, size_t len)
{
    unsigned seen = 0, known = 0;
    bool strong = false, named = false;

    size_t at = 0;

    while (at < len) {
        const size_t line = line_len(head + at, len - at);
        size_t row;

        if (head[at] == '\n' || (head[at] == '\r' && line == 2))
            break; /* the body */
        if ((head[at] == ' ' || head[at] == '\t') && at > 0) {
            at += line; /* a folded line */
            continue;
        }
        row = header_of(head + at, line, &named);
        if ((at == 0 && row == HEADERS) || (!named && at + line < len))
            return false;
        if (row < HEADERS && !(seen >> row & 1)) {
            seen |= 1u << row;
            known++;
            strong = strong || headers[row].strong;
        }
        at += line;
    }
    return known >= WANTED && strong && must_be_decoded(head, at);
}

bool dlp_head_is_mbox(const uint8_t *head, size_t len)
{
    const size_t line = line_len(head, len);
    unsigned seen = 0, known = 0;
    bool named = true;

    for (size_t at = line; at < len && named;) {
        const size_t next = line_len(head + at, len - at);
        const size_t row = header_of(head + at, next, &named);

        if (row < HEADERS && !(seen >> row & 1)) {
            seen |= 1u << row;
            known++;
        }
        named = named || head[at] == ' ' || head[at] == '\t';
        at += next;
    }
    return known >= WANTED;
}
