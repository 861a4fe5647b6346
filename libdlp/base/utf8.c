/* base/utf8.c - decoding and counting of UTF-8 that may be broken (RFC 3629). */

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

static bool utf8_tail(const uint8_t *data, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((data[i] & 0xc0u) != 0x80u)
            return false;
    }
    return true;
}

size_t dlp_utf8_next(const uint8_t *data, size_t len, int32_t *cp)
{
    const uint8_t first = data[0];

    if (first < 0x80) {
        *cp = first;
        return 1;
    }
    *cp = -1;
    if (first < 0xc2 || first > 0xf4)
        return 1;
    if (first < 0xe0) {
        if (len < 2 || !utf8_tail(data + 1, 1))
            return 1;
        *cp = ((first & 0x1f) << 6) | (data[1] & 0x3f);
        return 2;
    }
    if (first < 0xf0) {
        int32_t c;

        if (len < 3 || !utf8_tail(data + 1, 2))
            return 1;
        c = ((first & 0x0f) << 12) | ((data[1] & 0x3f) << 6) | (data[2] & 0x3f);
        if (c < 0x800 || (c >= 0xd800 && c <= 0xdfff))
            return 1;
        *cp = c;
        return 3;
    }
    if (len >= 4 && utf8_tail(data + 1, 3)) {
        const int32_t c = ((first & 0x07) << 18) | ((data[1] & 0x3f) << 12)
            | ((data[2] & 0x3f) << 6) | (data[3] & 0x3f);

        if (c >= 0x10000 && c <= 0x10ffff) {
            *cp = c;
            return 4;
        }
    }
    return 1;
}

/* Bytes at the start of data, up to a few less than there are, that are ASCII. */
static size_t utf8_ascii(const uint8_t *data, size_t len)
{
    const uint64_t high = 0x8080808080808080u;
    size_t at = 0;
    uint64_t w[8];

    for (; len - at >= sizeof(w); at += sizeof(w)) {
        memcpy(w, data + at, sizeof(w));
        if ((w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) & high)
            break;
    }
    for (; len - at >= sizeof(w[0]); at += sizeof(w[0])) {
        memcpy(w, data + at, sizeof(w[0]));
        if (w[0] & high)
            break;
    }
    return at;
}

/* Does nothing follow that could make one character of it? So it is with most bytes of a dump. */
static inline bool is_alone(const uint8_t *data, size_t len)
{
    return data[0] < 0xc2 || data[0] > 0xf4 || len < 2 || (data[1] & 0xc0u) != 0x80u;
}

uint64_t dlp_utf8_count(const uint8_t *data, size_t len)
{
    uint64_t count = 0;
    size_t at = 0;

    while (at < len) {
        const size_t ascii = utf8_ascii(data + at, len - at); /* most lines are */
        int32_t cp;

        at += ascii;
        count += ascii;
        for (size_t n = 0; at < len && (n < 8 || (data[at] & 0x80u)); n++, count++)
            at += is_alone(data + at, len - at) ? 1 : dlp_utf8_next(data + at, len - at, &cp);
    }
    return count;
}

size_t dlp_utf8_strays(const uint8_t *data, size_t len, size_t most)
{
    size_t at = 0, strays = 0;

    while (at < len && at < 3 && (data[at] & 0xc0u) == 0x80u)
        at++;
    while (at + 3 < len && strays <= most) {
        int32_t cp;

        at += dlp_utf8_next(data + at, len - at, &cp);
        strays += cp < 0;
    }
    return strays;
}
