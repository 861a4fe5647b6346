/* dlpd/tcp/history.c - the last bytes of a direction, to compare what is sent again with what came.
 *
 * Only bytes that the receiver has not acknowledged can still be replaced by others, so those decide
 * how much is kept. */

#include "tcp/history.h"

#include "mem.h"

#include <string.h>

static void ring_write(struct history *history, uint64_t offset, const uint8_t *data, size_t len)
{
    const size_t at = (size_t)offset & (history->cap - 1);
    const size_t first = history->cap - at < len ? history->cap - at : len;

    memcpy(history->ring + at, data, first);
    memcpy(history->ring, data + first, len - first);
}

/* Enough room for what is wanted, within the limit. */
static size_t grow(struct history *history, uint64_t wanted)
{
    const size_t before = history->cap, most = history->most ? history->most : HISTORY_MOST;
    struct history larger = *history;
    size_t cap = before ? before : HISTORY_LEAST;

    while (cap < wanted && cap < most)
        cap *= 2;
    if (cap == before)
        return 0;
    larger.ring = mem_alloc(cap);
    larger.cap = cap;
    for (uint64_t at = history->from; at < history->to;) {
        const size_t start = (size_t)at & (before - 1);
        size_t len = before - start;

        if (len > history->to - at)
            len = (size_t)(history->to - at);
        ring_write(&larger, at, history->ring + start, len);
        at += len;
    }
    if (history->ring) {
        explicit_bzero(history->ring, before);
        mem_free(history->ring);
    }
    *history = larger;
    return cap - before;
}

size_t history_add(struct history *history, const uint8_t *data, size_t len, uint64_t keep)
{
    const uint64_t end = history->to + len;
    const uint64_t wanted = keep < end ? end - (keep > history->from ? keep : history->from) : 0;
    const size_t grown = grow(history, wanted);
    const size_t skipped = len > history->cap ? len - history->cap : 0;

    ring_write(history, history->to + skipped, data + skipped, len - skipped);
    history->to = end;
    if (history->to - history->from > history->cap)
        history->from = history->to - history->cap;
    return grown;
}

size_t history_reset(struct history *history, uint64_t offset)
{
    const size_t cap = history->cap;

    if (history->ring) {
        explicit_bzero(history->ring, cap);
        mem_free(history->ring);
    }
    *history = (struct history){ .from = offset, .to = offset, .most = history->most };
    return cap;
}

size_t history_differs(const struct history *history, uint64_t offset, const uint8_t *data,
                       size_t len, size_t *unknown)
{
    const uint64_t from = offset > history->from ? offset : history->from;
    const size_t skip = from - offset < len ? (size_t)(from - offset) : len;
    size_t differ = 0;

    *unknown = skip;
    for (size_t i = skip; i < len; i++)
        differ += history->ring[(size_t)(offset + i) & (history->cap - 1)] != data[i];
    return differ;
}
