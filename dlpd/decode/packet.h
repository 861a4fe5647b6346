/* dlpd/decode/packet.h - what decoding makes of a packet: the innermost TCP or UDP of it. */
#ifndef DLPD_DECODE_PACKET_H
#define DLPD_DECODE_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROTOCOL_TCP = 6, PROTOCOL_UDP = 17 };

enum {
    TCP_FIN = 0x01,
    TCP_SYN = 0x02,
    TCP_RST = 0x04,
    TCP_PSH = 0x08,
    TCP_ACK = 0x10,
    TCP_URG = 0x20
};

struct address {
    uint8_t family;    /* 4 or 6 */
    uint8_t bytes[16]; /* of family 4: the first four, the others 0 */
};

struct endpoint {
    struct address address;
    uint16_t port;
};

struct packet {
    uint64_t number;  /* in its capture, from 1 */
    uint64_t time_us; /* since 1970 */
    struct endpoint from, to;
    uint8_t protocol;
    const uint8_t *payload; /* valid until the next packet is decoded */
    size_t len;             /* captured bytes of the payload */
    size_t wire_len;        /* what it was on the wire: not below len */
    bool conflict;          /* made of fragments that contradict each other */
    uint32_t seq, ack;      /* TCP only, as the rest */
    uint16_t urgent;
    uint8_t flags;
};

#endif
