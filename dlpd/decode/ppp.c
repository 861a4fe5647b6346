/* dlpd/decode/ppp.c - PPP in its wrappings, MPLS labels, frame relay. */

#include "decode/layer.h"

/* RFC 1661: an address and a control byte may stand in front, and a protocol may take one byte. */
enum outcome layer_ppp(struct decoding *d)
{
    const uint8_t *head = cursor_peek(&d->cursor, 2);

    if (head && head[0] == 0xff && head[1] == 0x03)
        (void)cursor_take(&d->cursor, 2);
    head = cursor_take(&d->cursor, 1);
    if (!head)
        return layer_short(d, 1);
    if (head[0] & 1)
        return layer_next(d, SPACE_PPP, head[0]);
    if (!cursor_take(&d->cursor, 1))
        return layer_short(d, 1);
    return layer_next(d, SPACE_PPP, be16(head));
}

enum outcome layer_pppoe(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 6);

    if (!head)
        return layer_short(d, 6);
    if (head[0] != 0x11 || head[1] != 0) /* version 1, type 1, session data */
        return OUTCOME_NOT_IP;
    if (be16(head + 4) <= d->cursor.wire)
        cursor_limit(&d->cursor, be16(head + 4));
    return layer_ppp(d);
}

enum outcome layer_ppp_ether(struct decoding *d)
{
    return layer_pppoe(d);
}

/* Cisco's HDLC: address, control, Ethernet type. Where PPP is spoken, its own bytes stand there. */
enum outcome layer_hdlc(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 4);

    if (!head)
        return layer_short(d, 4);
    if (head[0] == 0xff)
        return layer_ppp(d);
    (void)cursor_take(&d->cursor, 4);
    return layer_next(d, SPACE_ETHERTYPE, be16(head + 2));
}

/* Labels up to the bottom one. What follows is told by its first four bits, as routers do; 0 opens the
 * control word of an Ethernet pseudowire (RFC 4385). */
enum outcome layer_mpls(struct decoding *d)
{
    const uint8_t *label;

    do {
        label = cursor_take(&d->cursor, 4);
        if (!label)
            return layer_short(d, 4);
    } while (!(label[2] & 1));
    label = cursor_peek(&d->cursor, 1);
    if (!label)
        return layer_short(d, 1);
    switch (label[0] >> 4) {
    case 4:
        return layer_next(d, SPACE_ETHERTYPE, 0x0800);
    case 6:
        return layer_next(d, SPACE_ETHERTYPE, 0x86dd);
    case 0:
        if (!cursor_take(&d->cursor, 4))
            return layer_short(d, 4);
        return layer_ethernet(d);
    default:
        return layer_ethernet(d);
    }
}

/* RFC 2427: Q.922 address of two bytes, control, then the protocol's NLPID. */
enum outcome layer_frame_relay(struct decoding *d)
{
    const uint8_t *head = cursor_take(&d->cursor, 4);

    if (!head)
        return layer_short(d, 4);
    if (!(head[1] & 1) || head[2] != 0x03)
        return OUTCOME_NOT_IP;
    switch (head[3]) {
    case 0xcc:
        return layer_next(d, SPACE_ETHERTYPE, 0x0800);
    case 0x8e:
        return layer_next(d, SPACE_ETHERTYPE, 0x86dd);
    case 0x00: /* a byte of padding, then SNAP */
        head = cursor_take(&d->cursor, 6);
        if (!head)
            return layer_short(d, 6);
        if (head[0] != 0x80 || head[1] || head[2] || head[3])
            return OUTCOME_NOT_IP;
        return layer_next(d, SPACE_ETHERTYPE, be16(head + 4));
    default:
        return OUTCOME_NOT_IP;
    }
}
