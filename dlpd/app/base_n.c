/* dlpd/app/base_n.c - bytes written as letters (RFC 4648), as far as they are. */

#include "app/base_n.h"

static int digit16(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

static int digit32(uint8_t c)
{
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
        return (c | 0x20) - 'a';
    return -1;
}

static size_t decode(const uint8_t *data, size_t len, uint8_t *out, unsigned bits,
                     int (*digit)(uint8_t))
{
    uint32_t held = 0;
    unsigned held_bits = 0;
    size_t written = 0, i;

    for (i = 0; i < len && digit(data[i]) >= 0; i++) {
        held = held << bits | (uint32_t)digit(data[i]);
        held_bits += bits;
        if (held_bits >= 8) {
            held_bits -= 8;
            out[written++] = (uint8_t)(held >> held_bits);
            held &= (1u << held_bits) - 1;
        }
    }
    return i < BASE_N_LEAST ? 0 : written;
}

size_t base16_prefix(const uint8_t *data, size_t len, uint8_t *out)
{
    return decode(data, len, out, 4, digit16);
}

size_t base32_prefix(const uint8_t *data, size_t len, uint8_t *out)
{
    return decode(data, len, out, 5, digit32);
}
