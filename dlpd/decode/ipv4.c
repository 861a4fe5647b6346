/* dlpd/decode/ipv4.c - the IPv4 header (RFC 791). */

#include "decode/checksum.h"
#include "decode/layer.h"
#include "fragment/fragments.h"

#include <string.h>

#define MORE_FRAGMENTS 0x2000
#define FRAGMENT_OFFSET 0x1fff

static void address_set(struct address *address, const uint8_t *bytes)
{
    *address = (struct address){ .family = 4 };
    memcpy(address->bytes, bytes, 4);
}

static enum outcome fragment(struct decoding *d, const uint8_t *head)
{
    const uint16_t field = be16(head + 6);
    const struct fragment piece = {
        .from = d->packet->from.address,
        .to = d->packet->to.address,
        .id = be16(head + 4),
        .protocol = head[9],
        .scope = d->scope,
        .time_us = d->packet->time_us,
        .offset = 8u * (field & FRAGMENT_OFFSET),
        .more = (field & MORE_FRAGMENTS) != 0,
        .data = d->cursor.at,
        .len = d->cursor.left,
    };
    const enum outcome outcome = d->cursor.left < d->cursor.wire
        ? OUTCOME_FRAGMENT_LOST
        : fragments_add(d->decoder->fragments, &piece, &d->cursor, &d->packet->conflict);

    return outcome == OUTCOME_NEXT ? layer_next(d, SPACE_IP, head[9]) : outcome;
}

enum outcome layer_ipv4(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 20);
    size_t header, total;

    if (!head)
        return layer_short(d, 20);
    header = 4 * (size_t)(head[0] & 0x0f);
    total = be16(head + 2);
    if (head[0] >> 4 != 4 || header < 20)
        return OUTCOME_MALFORMED;
    if (total == 0) /* the network card was to cut it into packets, and to fill this in */
        total = d->cursor.wire;
    if (total < header)
        return OUTCOME_MALFORMED;
    cursor_limit(&d->cursor, total);
    if (!cursor_take(&d->cursor, header))
        return layer_short(d, header);
    if (d->decoder->verify_checksums && checksum_fold(checksum_add(0, head, header)) != 0xffff)
        return OUTCOME_CHECKSUM;
    d->ip_version = 4;
    d->routed = false;
    address_set(&d->packet->from.address, head + 12);
    address_set(&d->packet->to.address, head + 16);
    if (be16(head + 6) & (MORE_FRAGMENTS | FRAGMENT_OFFSET))
        return fragment(d, head);
    return layer_next(d, SPACE_IP, head[9]);
}
