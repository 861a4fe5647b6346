/* dlpd/tcp/side_check.c - may a packet pass, by what came before?
 *
 * Who lets through two versions of one place lets the receiver choose which of them it reads. */

#include "tcp/side_check.h"

#include "tcp/segment.h"

#include <string.h>

/* Bytes below side->next. */
static enum side_check check_delivered(const struct side *side, uint64_t offset,
                                       const uint8_t *data, size_t len)
{
    size_t unknown;

    if (offset + len <= side->acked)
        return SIDE_FITS; /* the receiver has them, and takes no others */
    if (history_differs(&side->history, offset, data, len, &unknown))
        return SIDE_DIFFERS;
    return unknown && offset + unknown > side->acked ? SIDE_TOO_OLD : SIDE_FITS;
}

static bool differs_waiting(const struct side *side, uint64_t offset, const uint8_t *data,
                            size_t len)
{
    const uint64_t end = offset + len;

    for (const struct segment *s = side->first; s && s->offset < end; s = s->next) {
        const uint64_t from = s->offset > offset ? s->offset : offset;
        const uint64_t to = s->offset + s->len < end ? s->offset + s->len : end;

        if (from < to
            && memcmp(s->data + (from - s->offset), data + (from - offset), (size_t)(to - from))
                != 0)
            return true;
    }
    return false;
}

enum side_check side_check(const struct side *side, const struct packet *packet)
{
    const uint64_t known = side->next > side->acked ? side->next : side->acked;
    const uint8_t *data = packet->payload;
    size_t len = packet->len;
    enum side_check result = SIDE_FITS;
    uint64_t at;
    int64_t offset;

    if (!side->started)
        return SIDE_FITS;
    offset = side_offset(side, packet->seq + (packet->flags & TCP_SYN ? 1 : 0));
    if (offset > (int64_t)known + SIDE_AHEAD)
        return SIDE_FAR;
    if (len == 0)
        return SIDE_FITS;
    if (offset < 0)
        return SIDE_EARLY;
    at = (uint64_t)offset;
    if (at < side->next) {
        const size_t old = side->next - at < len ? (size_t)(side->next - at) : len;

        result = check_delivered(side, at, data, old);
        at += old;
        data += old;
        len -= old;
    }
    return result == SIDE_FITS && differs_waiting(side, at, data, len) ? SIDE_DIFFERS : result;
}
