/* dlpd/decode/checksum.c - the Internet checksum (RFC 1071). */

#include "decode/checksum.h"

uint64_t checksum_add(uint64_t sum, const uint8_t *data, size_t len)
{
    size_t i;

    for (i = 0; i + 1 < len; i += 2)
        sum += (unsigned)data[i] << 8 | data[i + 1];
    if (i < len)
        sum += (unsigned)data[i] << 8;
    return sum;
}

uint16_t checksum_fold(uint64_t sum)
{
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)sum;
}

bool checksum_transport(const struct packet *packet, const uint8_t *data, size_t len)
{
    const size_t address = packet->from.address.family == 4 ? 4 : 16;
    uint64_t sum = (uint64_t)packet->protocol + len;

    sum = checksum_add(sum, packet->from.address.bytes, address);
    sum = checksum_add(sum, packet->to.address.bytes, address);
    return checksum_fold(checksum_add(sum, data, len)) == 0xffff;
}
