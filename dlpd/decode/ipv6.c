/* dlpd/decode/ipv6.c - the IPv6 header and those that may stand behind it (RFC 8200). */

#include "decode/layer.h"
#include "fragment/fragments.h"

#include <string.h>

#define ROUTING 43

static void address_set(struct address *address, const uint8_t *bytes)
{
    address->family = 6;
    memcpy(address->bytes, bytes, 16);
}

enum outcome layer_ipv6(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 40);
    size_t len;

    if (!head)
        return layer_short(d, 40);
    if (head[0] >> 4 != 6)
        return OUTCOME_MALFORMED;
    len = be16(head + 4);
    if (len) /* 0: a jumbogram, or one that the network card was to cut */
        cursor_limit(&d->cursor, len);
    d->ip_version = 6;
    d->routed = false;
    address_set(&d->packet->from.address, head + 8);
    address_set(&d->packet->to.address, head + 24);
    return layer_next(d, SPACE_IP, head[6]);
}

/* Hop-by-hop, routing, destination, mobility, HIP, shim6: next header, length in units of 8. */
enum outcome layer_ipv6_options(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 8);
    size_t len;

    if (d->ip_version != 6)
        return OUTCOME_OTHER;
    if (!head)
        return layer_short(d, 8);
    len = 8 + 8 * (size_t)head[1];
    if (!cursor_take(&d->cursor, len))
        return layer_short(d, len);
    if (d->type == ROUTING && head[3] > 0)
        d->routed = true;
    return layer_next(d, SPACE_IP, head[0]);
}

enum outcome layer_ipv6_fragment(struct decoding *d)
{
    const uint8_t *const head = cursor_take(&d->cursor, 8);
    struct fragment piece;
    enum outcome outcome;

    if (d->ip_version != 6)
        return OUTCOME_OTHER;
    if (!head)
        return layer_short(d, 8);
    if ((be16(head + 2) & 0xfff9) == 0) /* "atomic": all of it in one fragment */
        return layer_next(d, SPACE_IP, head[0]);
    if (d->cursor.left < d->cursor.wire)
        return OUTCOME_FRAGMENT_LOST;
    piece = (struct fragment){
        .from = d->packet->from.address,
        .to = d->packet->to.address,
        .id = be32(head + 4),
        .protocol = head[0],
        .scope = d->scope,
        .time_us = d->packet->time_us,
        .offset = be16(head + 2) & 0xfff8u,
        .more = (head[3] & 1) != 0,
        .data = d->cursor.at,
        .len = d->cursor.left,
    };
    outcome = fragments_add(d->decoder->fragments, &piece, &d->cursor, &d->packet->conflict);
    return outcome == OUTCOME_NEXT ? layer_next(d, SPACE_IP, head[0]) : outcome;
}

/* RFC 4302: authenticated, and readable. */
enum outcome layer_ah(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 12);
    size_t len;

    if (!head)
        return layer_short(d, 12);
    len = 8 + 4 * (size_t)head[1];
    if (len < 12)
        return OUTCOME_MALFORMED;
    if (!cursor_take(&d->cursor, len))
        return layer_short(d, len);
    return layer_next(d, SPACE_IP, head[0]);
}

enum outcome layer_no_next(struct decoding *d)
{
    (void)d;
    return OUTCOME_OTHER;
}

enum outcome layer_not_ip(struct decoding *d)
{
    (void)d;
    return OUTCOME_NOT_IP;
}

enum outcome layer_encrypted(struct decoding *d)
{
    (void)d;
    return OUTCOME_ENCRYPTED;
}
