/* dlpd/decode/transport.c - TCP and UDP headers, and the tunnels inside UDP. */

#include "decode/checksum.h"
#include "decode/layer.h"

static bool checksum_wrong(const struct decoding *d, const uint8_t *head)
{
    return d->decoder->verify_checksums && !d->routed && d->cursor.left == d->cursor.wire
        && !checksum_transport(d->packet, head, d->cursor.left);
}

static void payload_set(struct decoding *d)
{
    d->packet->payload = d->cursor.at;
    d->packet->len = d->cursor.left;
    d->packet->wire_len = d->cursor.wire;
}

enum outcome layer_tcp(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 20);
    struct packet *const packet = d->packet;
    size_t header;

    if (!d->ip_version)
        return OUTCOME_MALFORMED;
    if (!head)
        return layer_short(d, 20);
    header = 4 * (size_t)(head[12] >> 4);
    if (header < 20)
        return OUTCOME_MALFORMED;
    packet->protocol = PROTOCOL_TCP;
    if (checksum_wrong(d, head))
        return OUTCOME_CHECKSUM;
    if (!cursor_take(&d->cursor, header))
        return layer_short(d, header);
    packet->from.port = be16(head);
    packet->to.port = be16(head + 2);
    packet->seq = be32(head + 4);
    packet->ack = be32(head + 8);
    packet->flags = head[13];
    packet->urgent = be16(head + 18);
    payload_set(d);
    return OUTCOME_DECODED;
}

enum outcome layer_udp(struct decoding *d)
{
    const uint8_t *const head = cursor_peek(&d->cursor, 8);
    struct packet *const packet = d->packet;
    layer_fn tunnel;

    if (!d->ip_version)
        return OUTCOME_MALFORMED;
    if (!head)
        return layer_short(d, 8);
    if (be16(head + 4) >= 8 && be16(head + 4) <= d->cursor.wire)
        cursor_limit(&d->cursor, be16(head + 4));
    packet->protocol = PROTOCOL_UDP;
    if (be16(head + 6) != 0 && checksum_wrong(d, head))
        return OUTCOME_CHECKSUM;
    (void)cursor_take(&d->cursor, 8);
    packet->from.port = be16(head);
    packet->to.port = be16(head + 2);
    payload_set(d);
    tunnel = layer_find(SPACE_UDP, packet->to.port);
    if (!tunnel)
        tunnel = layer_find(SPACE_UDP_FROM, packet->from.port);
    return tunnel ? tunnel(d) : OUTCOME_DECODED;
}
