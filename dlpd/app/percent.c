/* dlpd/app/percent.c - percent-encoded bytes in pieces -> the bytes that they stand for. */

#include "app/percent.h"

#include <string.h>

static int hex_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

static size_t one(struct percent *percent, uint8_t c, uint8_t *out)
{
    size_t len = 0;

    if (percent->held_len == 2) {
        const int high = hex_value(percent->held[1]), low = hex_value(c);

        percent->held_len = 0;
        if (high >= 0 && low >= 0) {
            percent->changed = true;
            out[0] = (uint8_t)(high << 4 | low);
            return 1;
        }
        memcpy(out, percent->held, 2);
        len = 2;
    } else if (percent->held_len == 1) {
        if (hex_value(c) >= 0) {
            percent->held[percent->held_len++] = c;
            return 0;
        }
        percent->held_len = 0;
        out[len++] = '%';
    }
    if (c == '%') {
        percent->held[percent->held_len++] = c;
        return len;
    }
    if (c == '+' && percent->plus) {
        percent->changed = true;
        c = ' ';
    }
    out[len++] = c;
    return len;
}

size_t percent_decode(struct percent *percent, const uint8_t *data, size_t len, uint8_t *out)
{
    size_t written = 0;

    for (size_t i = 0; i < len; i++)
        written += one(percent, data[i], out + written);
    return written;
}

size_t percent_end(struct percent *percent, uint8_t *out)
{
    const size_t len = percent->held_len;

    memcpy(out, percent->held, len);
    percent->held_len = 0;
    return len;
}
