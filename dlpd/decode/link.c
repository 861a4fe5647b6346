/* dlpd/decode/link.c - link layers: Ethernet, VLAN tags, Linux "cooked", raw IP, BSD loopback. */

#include "decode/layer.h"

#include <string.h>

#define LENGTHS_BELOW 0x0600 /* an Ethernet type below it is a length, of IEEE 802.3 */

/* LLC, and SNAP behind it (IEEE 802.2). */
enum outcome layer_llc(struct decoding *d)
{
    static const uint8_t snap[] = { 0xaa, 0xaa, 0x03, 0, 0, 0 };
    const uint8_t *const head = cursor_take(&d->cursor, 3);
    const uint8_t *rest;

    if (!head)
        return layer_short(d, 3);
    if (head[0] == 0x06 && head[1] == 0x06)
        return layer_next(d, SPACE_ETHERTYPE, 0x0800);
    rest = cursor_peek(&d->cursor, 5);
    if (!rest || memcmp(head, snap, 3) != 0 || memcmp(rest, snap + 3, 3) != 0)
        return OUTCOME_NOT_IP;
    (void)cursor_take(&d->cursor, 5);
    return layer_next(d, SPACE_ETHERTYPE, be16(rest + 3));
}

static enum outcome by_type_or_length(struct decoding *d, uint16_t type)
{
    if (type >= LENGTHS_BELOW)
        return layer_next(d, SPACE_ETHERTYPE, type);
    if (type <= d->cursor.wire)
        cursor_limit(&d->cursor, type);
    return layer_llc(d);
}

enum outcome layer_ethernet(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 14);

    if (!head)
        return layer_short(d, 14);
    return by_type_or_length(d, be16(head + 12));
}

enum outcome layer_vlan(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 4);

    if (!head)
        return layer_short(d, 4);
    d->scope = d->scope << 12 ^ (be16(head) & 0x0fffu);
    return by_type_or_length(d, be16(head + 2));
}

/* LINUX_SLL: the protocol stands behind 14 bytes. 802.2 frames have the number 4, and loopback
 * devices of some kernels 0. */
enum outcome layer_sll(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 16);
    uint16_t type;

    if (!head)
        return layer_short(d, 16);
    type = be16(head + 14);
    return type == 4 ? layer_llc(d) : layer_next(d, SPACE_ETHERTYPE, type);
}

enum outcome layer_sll2(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 20);
    uint16_t type;

    if (!head)
        return layer_short(d, 20);
    type = be16(head);
    return type == 4 ? layer_llc(d) : layer_next(d, SPACE_ETHERTYPE, type);
}

enum outcome layer_raw(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 1);

    if (!head)
        return layer_short(d, 1);
    switch (head[0] >> 4) {
    case 4:
        return layer_ipv4(d);
    case 6:
        return layer_ipv6(d);
    default:
        return OUTCOME_NOT_IP;
    }
}

/* The address family of the machine that captured: in its byte order, and IPv6 has a number of its
 * own in each system. */
static enum outcome by_family(struct decoding *d, uint32_t family)
{
    switch (family) {
    case 2:
        return layer_next(d, SPACE_ETHERTYPE, 0x0800);
    case 10:
    case 24:
    case 28:
    case 30:
        return layer_next(d, SPACE_ETHERTYPE, 0x86dd);
    default:
        return OUTCOME_NOT_IP;
    }
}

enum outcome layer_null(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 4);
    uint32_t family;

    if (!head)
        return layer_short(d, 4);
    family = be32(head);
    if (family & 0xffff0000u) /* the other byte order */
        family =
            (uint32_t)head[3] << 24 | (uint32_t)head[2] << 16 | (uint32_t)head[1] << 8 | head[0];
    return by_family(d, family);
}

enum outcome layer_loop(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 4);

    if (!head)
        return layer_short(d, 4);
    return by_family(d, be32(head));
}

/* Netfilter's log: a head of four bytes, then attributes in the byte order of the machine that
 * captured; the packet is one of them (number 9). */
enum outcome layer_nflog(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 4);

    if (!head)
        return layer_short(d, 4);
    for (;;) {
        const uint8_t *const attribute = cursor_take(&d->cursor, 4);
        size_t len, padded;

        if (!attribute)
            return d->cursor.wire ? layer_short(d, 4) : OUTCOME_NOT_IP;
        len = (size_t)attribute[1] << 8 | attribute[0];
        if (len < 4)
            return OUTCOME_MALFORMED;
        len -= 4;
        if (((unsigned)attribute[3] << 8 | attribute[2]) == 9) {
            if (len > d->cursor.wire)
                return OUTCOME_MALFORMED;
            cursor_limit(&d->cursor, len);
            return by_family(d, head[0]);
        }
        padded = (len + 3) & ~(size_t)3;
        if (!cursor_take(&d->cursor, padded))
            return layer_short(d, padded);
    }
}
