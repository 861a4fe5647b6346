/* tests/support/net_frames.h - packets for tests of the daemon, put together byte by byte. */
#ifndef SUPPORT_NET_FRAMES_H
#define SUPPORT_NET_FRAMES_H

#include "decode/decode.h"

#include <string.h>

#define NET_FRAME_MAX 2048

/** A frame of raw IP (link type 101), and where its parts start. */
struct net_frame {
    uint8_t data[NET_FRAME_MAX];
    size_t len;
};

static inline void net_be16(uint8_t *out, size_t value)
{
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
}

static inline void net_be32(uint8_t *out, uint32_t value)
{
    net_be16(out, value >> 16);
    net_be16(out + 2, value & 0xffff);
}

/** An IPv4 header for len bytes that follow. side 0: from 10.0.0.1 to 10.0.0.2; 1: back.
 *  @param fragment  flags and offset, as the header has them. */
static inline void net_ip4(uint8_t *out, unsigned side, size_t len, uint8_t protocol, uint16_t id,
                           uint16_t fragment)
{
    memset(out, 0, 20);
    out[0] = 0x45;
    net_be16(out + 2, 20 + len);
    net_be16(out + 4, id);
    net_be16(out + 6, fragment);
    out[8] = 64;
    out[9] = protocol;
    out[12] = out[16] = 10;
    out[15] = (uint8_t)(1 + side);
    out[19] = (uint8_t)(2 - side);
}

/** A TCP segment in an IPv4 packet: client port 40000, server port 80. */
static inline void net_tcp(struct net_frame *frame, unsigned side, uint32_t seq, uint32_t ack,
                           uint8_t flags, const void *data, size_t len)
{
    uint8_t *const head = frame->data + 20;

    net_ip4(frame->data, side, 20 + len, PROTOCOL_TCP, 1, 0);
    memset(head, 0, 20);
    net_be16(head, side ? 80 : 40000);
    net_be16(head + 2, side ? 40000 : 80);
    net_be32(head + 4, seq);
    net_be32(head + 8, ack);
    head[12] = 0x50;
    head[13] = flags;
    if (len)
        memcpy(head + 20, data, len);
    frame->len = 40 + len;
}

static inline struct frame net_frame_of(const struct net_frame *from, uint64_t number)
{
    return (struct frame){ .data = from->data,
                           .len = from->len,
                           .wire_len = from->len,
                           .number = number,
                           .time_us = number,
                           .link = 101 };
}

#endif
