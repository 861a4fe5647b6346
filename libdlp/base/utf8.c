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

uint64_t dlp_utf8_count(const uint8_t *data, size_t len)
{
    const uint64_t high = 0x8080808080808080u;
    uint64_t count = 0;
    size_t at = 0;

    while (at < len) {
        int32_t cp;

        /* Most lines are ASCII: 32 bytes a step, then 8, as far as that holds. */
        while (len - at >= 32) {
            uint64_t w[4];

            memcpy(w, data + at, sizeof(w));
            if ((w[0] | w[1] | w[2] | w[3]) & high)
                break;
            at += sizeof(w);
            count += sizeof(w);
        }
        while (len - at >= 8) {
            uint64_t w;

            memcpy(&w, data + at, sizeof(w));
            if (w & high)
                break;
            at += sizeof(w);
            count += sizeof(w);
        }
        while (at < len && data[at] < 0x80) {
            at++;
            count++;
        }
        if (at == len)
            break;
        do {
            at += dlp_utf8_next(data + at, len - at, &cp);
            count++;
        } while (at < len && (data[at] & 0x80u));
    }
    return count;
}
