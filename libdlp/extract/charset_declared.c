/* extract/charset_declared.c - the first name behind `charset=` or `encoding=`. */

#include "extract/charset_declared.h"

#include "extract/chars.h"

#include <string.h>

/* The last eight bytes of what a name stands behind. */
#define EIGHT(a, b, c, d, e, f, g, h)                                                              \
  ((uint64_t)(a) << 56 | (uint64_t)(b) << 48 | (uint64_t)(c) << 40 | (uint64_t)(d) << 32           \
   | (uint64_t)(e) << 24 | (uint64_t)(f) << 16 | (uint64_t)(g) << 8 | (uint64_t)(h))
#define CHARSET_SIGN EIGHT('c', 'h', 'a', 'r', 's', 'e', 't', '=')
#define ENCODING_SIGN EIGHT('n', 'c', 'o', 'd', 'i', 'n', 'g', '=')

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

static void name_read(struct dlp_declared *declared, uint8_t c)
{
    if (declared->len == 0 && (c == '"' || c == '\'' || c == ' '))
        return;
    if (declared->len + 1u < DLP_DECLARED_NAME
        && (dlp_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.'))
        declared->name[declared->len++] = (char)lower(c);
    else
        declared->done = true;
}

static void any_read(struct dlp_declared *declared, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len && !declared->done; i++) {
        if (declared->open) {
            name_read(declared, bytes[i]);
            continue;
        }
        declared->last = declared->last << 8 | lower(bytes[i]);
        declared->open = declared->last == CHARSET_SIGN || declared->last == ENCODING_SIGN;
        declared->done = ++declared->seen == DLP_DECLARED_BYTES;
    }
}

void dlp_declared_read(struct dlp_declared *declared, const uint8_t *bytes, size_t len)
{
    if (declared->seen == 0 && len > 0 && bytes[0] != '<')
        declared->done = true;
    any_read(declared, bytes, len);
}

void dlp_declared_mime(struct dlp_declared *declared, const char *mime)
{
    any_read(declared, (const uint8_t *)mime, strlen(mime));
    declared->done = declared->len > 0;
    declared->seen = 0;
    declared->open = false;
}
