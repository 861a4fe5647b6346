/* dlpd/decode/tunnel.c - packets in packets: GRE, ERSPAN, VXLAN, Geneve, GTP-U, Teredo, L2TP, EtherIP.
 *
 * A decoder that is chosen by a UDP port leaves the cursor alone when the header is not one of
 * its own: the packet is then plain UDP, which transport.c has filled in. */

#include "decode/layer.h"

#define NOT_MINE OUTCOME_DECODED

/* RFC 2784 and 2890; version 1 is PPTP's (RFC 2637), which adds an acknowledgement. */
enum outcome layer_gre(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 4);
    uint16_t flags;
    size_t more;

    if (!head)
        return layer_short(d, 4);
    flags = be16(head);
    if ((flags & 7) > 1)
        return OUTCOME_OTHER;
    if (flags & 0x4000) /* source routing, which nobody speaks any more */
        return OUTCOME_OTHER;
    more = (flags & 0x8000 ? 4u : 0u) + (flags & 0x2000 ? 4u : 0u) + (flags & 0x1000 ? 4u : 0u)
        + ((flags & 7) == 1 && flags & 0x0080 ? 4u : 0u);
    if (!cursor_take(&d->cursor, more))
        return layer_short(d, more);
    /* ERSPAN of type I is of the same number as type II, and has no sequence number and no head. */
    if (be16(head + 2) == 0x88be && !(flags & 0x1000))
        return layer_ethernet(d);
    if ((flags & 7) == 1 && d->cursor.wire == 0)
        return OUTCOME_OTHER; /* an acknowledgement alone */
    return layer_next(d, SPACE_ETHERTYPE, be16(head + 2));
}

enum outcome layer_erspan2(struct decoding *d)
{
    if (!cursor_take(&d->cursor, 8))
        return layer_short(d, 8);
    return layer_ethernet(d);
}

enum outcome layer_erspan3(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 12);

    if (!head)
        return layer_short(d, 12);
    if (head[11] & 1 && !cursor_take(&d->cursor, 8)) /* a subheader of the platform */
        return layer_short(d, 8);
    /* Bits 10 to 14 of the last word say what kind of frame it is: 0 Ethernet, 2 IP. */
    return (be16(head + 10) >> 10 & 0x1f) == 2 ? layer_raw(d) : layer_ethernet(d);
}

enum outcome layer_vxlan(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 8);

    if (!head || !(head[0] & 0x08) || head[7])
        return NOT_MINE;
    (void)cursor_take(&d->cursor, 8);
    return layer_ethernet(d);
}

enum outcome layer_vxlan_gpe(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 8);

    if (!head || !(head[0] & 0x08))
        return NOT_MINE;
    (void)cursor_take(&d->cursor, 8);
    if (!(head[0] & 0x04)) /* without the bit that says that a protocol is named */
        return layer_ethernet(d);
    switch (head[3]) {
    case 1:
        return layer_next(d, SPACE_ETHERTYPE, 0x0800);
    case 2:
        return layer_next(d, SPACE_ETHERTYPE, 0x86dd);
    case 3:
        return layer_ethernet(d);
    case 5:
        return layer_mpls(d);
    default:
        return OUTCOME_OTHER;
    }
}

/* RFC 8926. */
enum outcome layer_geneve(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 8);
    size_t len;

    if (!head || head[0] >> 6 != 0)
        return NOT_MINE;
    len = 8 + 4 * (size_t)(head[0] & 0x3f);
    if (!cursor_take(&d->cursor, len))
        return layer_short(d, len);
    return layer_next(d, SPACE_ETHERTYPE, be16(head + 2));
}

/* 3GPP TS 29.281: version 1, protocol type GTP, message 255 carries a user's packet. */
enum outcome layer_gtpu(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 8);
    const uint8_t *extension;
    uint8_t next;

    if (!head || (head[0] & 0xf0) != 0x30 || head[1] != 0xff)
        return NOT_MINE;
    (void)cursor_take(&d->cursor, 8);
    if (be16(head + 2) <= d->cursor.wire)
        cursor_limit(&d->cursor, be16(head + 2));
    if (!(head[0] & 0x07))
        return layer_raw(d);
    extension = cursor_take(&d->cursor, 4);
    if (!extension)
        return layer_short(d, 4);
    for (next = head[0] & 0x04 ? extension[3] : 0; next;) {
        const uint8_t *const len = cursor_peek(&d->cursor, 1);

        if (!len)
            return layer_short(d, 1);
        if (len[0] == 0)
            return OUTCOME_MALFORMED;
        extension = cursor_take(&d->cursor, 4 * (size_t)len[0]);
        if (!extension)
            return layer_short(d, 4 * (size_t)len[0]);
        next = extension[4 * (size_t)len[0] - 1];
    }
    return layer_raw(d);
}

/* RFC 4380: authentication and origin may stand before the IPv6 packet. */
enum outcome layer_teredo(struct decoding *d)
{
    struct cursor start = d->cursor;
    const uint8_t *head = cursor_peek(&d->cursor, 4);

    if (head && head[0] == 0 && head[1] == 1) {
        const size_t len = 4u + head[2] + head[3] + 9u;

        if (!cursor_take(&d->cursor, len))
            goto not_mine;
        head = cursor_peek(&d->cursor, 4);
    }
    if (head && head[0] == 0 && head[1] == 0) {
        if (!cursor_take(&d->cursor, 8))
            goto not_mine;
        head = cursor_peek(&d->cursor, 4);
    }
    if (head && head[0] >> 4 == 6 && d->cursor.left >= 40)
        return layer_next(d, SPACE_ETHERTYPE, 0x86dd);
not_mine:
    d->cursor = start;
    return NOT_MINE;
}

/* RFC 2661: data messages of version 2, with PPP inside. */
enum outcome layer_l2tp(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 6);
    uint16_t flags;
    size_t len;

    if (!head)
        return NOT_MINE;
    flags = be16(head);
    if ((flags & 0x000f) != 2 || flags & 0x8000)
        return NOT_MINE;
    len = 6u + (flags & 0x4000 ? 2u : 0u) + (flags & 0x0800 ? 4u : 0u);
    if (flags & 0x0200) { /* an offset of the data stands in front of them */
        const uint8_t *const all = cursor_peek(&d->cursor, len + 2);

        if (!all)
            return layer_short(d, len + 2);
        len += 2u + be16(all + len);
    }
    if (!cursor_take(&d->cursor, len))
        return layer_short(d, len);
    return layer_ppp(d);
}

/* RFC 3378. */
enum outcome layer_etherip(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 2);

    if (!head)
        return layer_short(d, 2);
    return head[0] == 0x30 ? layer_ethernet(d) : OUTCOME_OTHER;
}
