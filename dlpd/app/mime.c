/* dlpd/app/mime.c - a mail, line by line: the parts that are encoded, decoded (RFC 2045).
 *
 * Boundaries are not compared with the one that the headers name: any line that starts with two hyphens
 * ends a part, so a mail that lies about it hides nothing. */

#include "app/mime.h"

#include "mem.h"

#include <string.h>
#include <strings.h>

static void part_end(struct mime *mime)
{
    inspect_text_close(mime->text);
    inspect_document_close(mime->file);
    *mime = (struct mime){ .in = mime->in, .side = mime->side };
}

void mime_end(struct mime *mime)
{
    part_end(mime);
}

/* "Content-Transfer-Encoding: base64" */
static void header(struct mime *mime, const uint8_t *line, size_t len)
{
    static const char name[] = "content-transfer-encoding:";
    size_t at = sizeof(name) - 1;

    if (len < at || strncasecmp((const char *)line, name, at) != 0)
        return;
    while (at < len && (line[at] == ' ' || line[at] == '\t'))
        at++;
    if (len - at >= 6 && strncasecmp((const char *)line + at, "base64", 6) == 0)
        mime->encoding = MIME_BASE64;
    else if (len - at >= 16 && strncasecmp((const char *)line + at, "quoted-printable", 16) == 0)
        mime->encoding = MIME_QUOTED;
}

static void add(struct mime *mime, const uint8_t *data, size_t len)
{
    if (len == 0)
        return;
    if (!mime->text) {
        mime->text = inspect_text_open(mime->in, mime->side, "mail.part");
        mime->file = inspect_document_open(mime->in, mime->side, "mail.file");
    }
    inspect_text_add(mime->text, data, len);
    inspect_document_add(mime->file, data, len);
}

static int base64_digit(uint8_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void base64_line(struct mime *mime, const uint8_t *line, size_t len, uint8_t *out)
{
    size_t written = 0;

    for (size_t i = 0; i < len; i++) {
        const int digit = base64_digit(line[i]);

        if (digit < 0)
            continue;
        mime->bits = (mime->bits << 6 | (uint32_t)digit) & 0xffffffu;
        mime->bits_len += 6;
        if (mime->bits_len >= 8) {
            mime->bits_len -= 8;
            out[written++] = (uint8_t)(mime->bits >> mime->bits_len);
        }
    }
    add(mime, out, written);
}

static int hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A line that ends with "=" goes on in the next one. */
static void quoted_line(struct mime *mime, const uint8_t *line, size_t len, uint8_t *out)
{
    const bool goes_on = len > 0 && line[len - 1] == '=';
    size_t written = 0;

    for (size_t i = 0; i < len - goes_on; i++) {
        if (line[i] == '=' && i + 2 < len && hex_digit(line[i + 1]) >= 0
            && hex_digit(line[i + 2]) >= 0) {
            out[written++] = (uint8_t)(hex_digit(line[i + 1]) << 4 | hex_digit(line[i + 2]));
            i += 2;
        } else {
            out[written++] = line[i];
        }
    }
    if (!goes_on)
        out[written++] = '\n';
    add(mime, out, written);
}

void mime_line(struct mime *mime, const uint8_t *line, size_t len)
{
    uint8_t *out;

    if (len >= 2 && line[0] == '-' && line[1] == '-') {
        part_end(mime);
    } else if (!mime->body) {
        header(mime, line, len);
        mime->body = len == 0;
    } else if (mime->encoding != MIME_PLAIN) {
        out = mem_alloc(len + 1);
        if (mime->encoding == MIME_BASE64)
            base64_line(mime, line, len, out);
        else
            quoted_line(mime, line, len, out);
        explicit_bzero(out, len + 1);
        mem_free(out);
    }
}
