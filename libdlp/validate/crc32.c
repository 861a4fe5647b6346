/* validate/crc32.c - CRC-32 of IEEE 802.3 (reflected, polynomial 0xEDB88320). Token checks feed it
 * some dozens of bytes, so it works bit by bit and needs no table. */

#include "validate/checks.h"

uint32_t dlp_crc32(const uint8_t *data, size_t len)
{
    uint32_t crc = 0xffffffffu;

    for (size_t i = 0; i < len; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}
