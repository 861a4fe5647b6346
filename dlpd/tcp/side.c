/* dlpd/tcp/side.c - one direction of a TCP connection: segments in any order -> bytes in order. */

#include "tcp/side.h"

#include "mem.h"
#include "tcp/segment.h"

#include <string.h>

int64_t side_offset(const struct side *side, uint32_t seq)
{
    return (int64_t)side->next + (int32_t)(seq - side->next_seq);
}

static void deliver(struct side *side, const uint8_t *data, size_t len,
                    const struct side_sink *sink)
{
    side->memory += history_add(&side->history, data, len, side->acked);
    side->next += len;
    side->next_seq += (uint32_t)len;
    side->delivered += len;
    sink->data(sink->user, data, len);
}

static void skip(struct side *side, uint64_t len, const struct side_sink *sink)
{
    side->next += len;
    side->next_seq += (uint32_t)len;
    side->missing += len;
    side->memory -= history_reset(&side->history, side->next);
    sink->gap(sink->user, len);
}

/* Bytes that were delivered before. */
static void compare(struct side *side, uint64_t offset, const uint8_t *data, size_t len)
{
    size_t unknown;

    side->repeated += len;
    if (history_differs(&side->history, offset, data, len, &unknown))
        side->conflict = true;
    if (offset + unknown > side->acked) {
        const uint64_t pending = offset + unknown - side->acked;

        side->unchecked += pending < unknown ? pending : unknown;
    }
}

static struct segment *segment_new(struct side *side, uint64_t offset, const uint8_t *data,
                                   size_t len, uint64_t clock)
{
    struct segment *const segment = mem_alloc(sizeof(*segment) + len);

    *segment = (struct segment){ .offset = offset, .clock = clock, .len = len };
    memcpy(segment->data, data, len);
    side->queued += len;
    side->segments++;
    side->memory += sizeof(*segment) + len;
    return segment;
}

/* Put what is not covered yet among the waiting segments; compare what is. */
static void queue(struct side *side, uint64_t offset, const uint8_t *data, size_t len,
                  uint64_t clock)
{
    const uint64_t end = offset + len;
    struct segment **link = &side->first;
    uint64_t at = offset;

    /* Nearly always behind all others. */
    if (side->last && side->last->offset + side->last->len <= offset)
        link = &side->last->next;
    while (at < end) {
        struct segment *const other = *link;
        uint64_t stop;

        if (other && other->offset + other->len <= at) {
            link = &other->next;
            continue;
        }
        if (!other || other->offset > at) {
            struct segment *fresh;

            stop = other && other->offset < end ? other->offset : end;
            fresh = segment_new(side, at, data + (at - offset), (size_t)(stop - at), clock);
            fresh->next = other;
            *link = fresh;
            if (!other)
                side->last = fresh;
        } else {
            stop = other->offset + other->len < end ? other->offset + other->len : end;
            side->repeated += stop - at;
            if (memcmp(other->data + (at - other->offset), data + (at - offset),
                       (size_t)(stop - at))
                != 0)
                side->conflict = true;
        }
        at = stop;
    }
}

/* Deliver the waiting segments that now are next. */
static void drain(struct side *side, const struct side_sink *sink)
{
    while (side->first && side->first->offset == side->next) {
        struct segment *const segment = side->first;

        side->first = segment->next;
        if (!side->first)
            side->last = NULL;
        side->queued -= segment->len;
        side->segments--;
        side->memory -= sizeof(*segment) + segment->len;
        deliver(side, segment->data, segment->len, sink);
        explicit_bzero(segment->data, segment->len);
        mem_free(segment);
    }
}

bool side_give_up(struct side *side, const struct side_sink *sink)
{
    if (!side->first)
        return false;
    skip(side, side->first->offset - side->next, sink);
    drain(side, sink);
    return true;
}

void side_advance(struct side *side, uint64_t clock, const struct side_sink *sink)
{
    while (
        side->first
        && (side->queued > SIDE_QUEUE_BYTES || side->segments > SIDE_QUEUE_SEGMENTS
            || (side->first->offset <= side->acked && clock - side->first->clock >= SIDE_PATIENCE)))
        side_give_up(side, sink);
}

static void start(struct side *side, const struct packet *packet)
{
    side->started = true;
    side->from_syn = (packet->flags & TCP_SYN) != 0;
    side->next_seq = packet->seq + (packet->flags & TCP_SYN ? 1 : 0);
    if (!side->base_known) {
        side->base_known = true;
        side->base_seq = side->next_seq - 1;
    }
}

static bool is_probe(const struct side *side, const struct packet *packet, int64_t offset)
{
    return packet->len == 1 && offset + 1 == (int64_t)side->next
        && !(packet->flags & (TCP_SYN | TCP_FIN | TCP_RST));
}

static void note_end(struct side *side, const struct packet *packet, int64_t offset)
{
    const int64_t end = offset + (int64_t)packet->wire_len;

    if (end > 0 && (uint64_t)end > side->end)
        side->end = (uint64_t)end;
    if (packet->flags & TCP_FIN && !side->fin && end >= 0) {
        side->fin = true;
        side->fin_at = (uint64_t)end;
    }
}

static bool is_too_far(struct side *side, const struct packet *packet, int64_t offset)
{
    const uint64_t known = side->next > side->acked ? side->next : side->acked;
    const uint32_t next = packet->seq + (uint32_t)packet->wire_len;

    if (offset <= (int64_t)known + SIDE_AHEAD)
        return false;
    side->insisted = side->insisted && packet->seq == side->ahead_next ? side->insisted + 1 : 1;
    side->ahead_next = next;
    return packet->len == 0 || side->insisted < SIDE_INSIST;
}

void side_packet(struct side *side, const struct packet *packet, uint64_t clock,
                 const struct side_sink *sink)
{
    const uint8_t *data = packet->payload;
    size_t len = packet->len;
    int64_t offset;

    if (!side->started)
        start(side, packet);
    offset = side_offset(side, packet->seq + (packet->flags & TCP_SYN ? 1 : 0));
    if (is_too_far(side, packet, offset)) {
        side->beyond += len;
        return;
    }
    note_end(side, packet, offset);
    if (packet->flags & TCP_URG && len)
        side->urgent = true;
    if (len == 0)
        return;
    if (is_probe(side, packet, offset)) {
        side->probes++;
        return;
    }
    if (offset < 0) { /* before the first byte that was seen */
        const size_t before = (uint64_t)-offset < len ? (size_t)-offset : len;

        side->early += before;
        data += before;
        len -= before;
        offset = 0;
    }
    if ((uint64_t)offset < side->next) {
        const uint64_t old = side->next - (uint64_t)offset;
        const size_t again = old < len ? (size_t)old : len;

        compare(side, (uint64_t)offset, data, again);
        data += again;
        len -= again;
        offset = (int64_t)side->next;
    }
    if (len == 0)
        return;
    if (!side->first && (uint64_t)offset == side->next) {
        deliver(side, data, len, sink);
        return;
    }
    queue(side, (uint64_t)offset, data, len, clock);
    drain(side, sink);
}

void side_acknowledge(struct side *side, uint32_t ack)
{
    int64_t offset;

    if (!side->base_known) {
        side->base_known = true;
        side->base_seq = ack - 1;
    }
    if (!side->started)
        return;
    offset = side_offset(side, ack);
    if (offset > 0 && (uint64_t)offset > side->acked)
        side->acked = (uint64_t)offset;
}

void side_forget(struct side *side)
{
    if (side->acked >= side->next)
        side->memory -= history_reset(&side->history, side->next);
}

void side_finish(struct side *side, const struct side_sink *sink)
{
    while (side_give_up(side, sink))
        ;
    side->memory -= history_reset(&side->history, side->next);
}

uint64_t side_tail(const struct side *side)
{
    uint64_t end = side->end;

    if (side->fin)
        end = side->fin_at;
    else if (side->acked > end + 1) /* the one number more is that of a FIN */
        end = side->acked - 1;
    return end > side->next ? end - side->next : 0;
}
