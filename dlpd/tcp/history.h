/* dlpd/tcp/history.h - the last bytes of a direction, to compare what is sent again with what came. */
#ifndef DLPD_TCP_HISTORY_H
#define DLPD_TCP_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#define HISTORY_LEAST ((size_t)1 << 10)
#define HISTORY_MOST ((size_t)256 << 10)

/** All zero: empty. */
struct history {
    uint8_t *ring;
    size_t cap;        /* 0 or a power of two */
    uint64_t from, to; /* the offsets it knows */
    size_t most;       /* how far it may grow, a power of two; 0: HISTORY_MOST */
};

/** Bytes at offset history->to were delivered.
 *  @param keep  offsets from here on are wanted: it grows for them.
 *  @return how many bytes it grew by */
size_t history_add(struct history *history, const uint8_t *data, size_t len, uint64_t keep);

/** Forget everything; the next byte has this offset. Gives the memory back.
 *  @return how many bytes that were */
size_t history_reset(struct history *history, uint64_t offset);

/** How many of the bytes [offset, offset + len), which end at or before history->to, are known and
 *  differ; *unknown is set to how many are not known any more. */
size_t history_differs(const struct history *history, uint64_t offset, const uint8_t *data,
                       size_t len, size_t *unknown);

#endif
