/* dlpd/gate/craft.c - TCP packets that end a connection. */

#include "gate/craft.h"

#include "decode/checksum.h"

#include <string.h>

#define TCP_HEAD 20
#define HOPS 64

static void put16(uint8_t *out, unsigned value)
{
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
}

static void put32(uint8_t *out, uint32_t value)
{
    put16(out, value >> 16);
    put16(out + 2, value & 0xffff);
}

static size_t head4(uint8_t *out, const struct craft *craft)
{
    memset(out, 0, 20);
    out[0] = 0x45;
    put16(out + 2, (unsigned)(20 + TCP_HEAD + craft->len));
    out[6] = 0x40; /* never cut into fragments */
    out[8] = HOPS;
    out[9] = PROTOCOL_TCP;
    memcpy(out + 12, craft->from.address.bytes, 4);
    memcpy(out + 16, craft->to.address.bytes, 4);
    put16(out + 10, (uint16_t)~checksum_fold(checksum_add(0, out, 20)));
    return 20;
}

static size_t head6(uint8_t *out, const struct craft *craft)
{
    memset(out, 0, 40);
    out[0] = 0x60;
    put16(out + 4, (unsigned)(TCP_HEAD + craft->len));
    out[6] = PROTOCOL_TCP;
    out[7] = HOPS;
    memcpy(out + 8, craft->from.address.bytes, 16);
    memcpy(out + 24, craft->to.address.bytes, 16);
    return 40;
}

static uint16_t tcp_checksum(const struct craft *craft, const uint8_t *tcp, size_t len)
{
    const size_t address = craft->from.address.family == 4 ? 4 : 16;
    uint64_t sum = (uint64_t)PROTOCOL_TCP + len;

    sum = checksum_add(sum, craft->from.address.bytes, address);
    sum = checksum_add(sum, craft->to.address.bytes, address);
    return (uint16_t)~checksum_fold(checksum_add(sum, tcp, len));
}

size_t craft_packet(uint8_t out[CRAFT_MOST], const struct craft *craft)
{
    uint8_t *tcp;
    size_t head;

    if (craft->len > CRAFT_MOST - 60)
        return 0;
    head = craft->from.address.family == 4 ? head4(out, craft) : head6(out, craft);
    tcp = out + head;
    memset(tcp, 0, TCP_HEAD);
    put16(tcp, craft->from.port);
    put16(tcp + 2, craft->to.port);
    put32(tcp + 4, craft->seq);
    put32(tcp + 8, craft->ack);
    tcp[12] = TCP_HEAD / 4 << 4;
    tcp[13] = craft->flags;
    if (craft->len)
        memcpy(tcp + TCP_HEAD, craft->payload, craft->len);
    put16(tcp + 16, tcp_checksum(craft, tcp, TCP_HEAD + craft->len));
    return head + TCP_HEAD + craft->len;
}
