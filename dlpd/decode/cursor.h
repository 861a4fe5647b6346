/* dlpd/decode/cursor.h - bytes of a packet, taken from the front and never past the end. */
#ifndef DLPD_DECODE_CURSOR_H
#define DLPD_DECODE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What is left of a packet. A capture with a snap length holds fewer bytes than there were. */
struct cursor {
    const uint8_t *at;
    size_t left; /* bytes that were captured */
    size_t wire; /* bytes that the headers so far say there were; never below left */
};

static inline uint16_t be16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/** The next len bytes, and go behind them; NULL, and nothing moves, when they are not there. */
static inline const uint8_t *cursor_take(struct cursor *cursor, size_t len)
{
    const uint8_t *const at = cursor->at;

    if (len > cursor->left)
        return NULL;
    cursor->at += len;
    cursor->left -= len;
    cursor->wire -= len;
    return at;
}

/** The next len bytes without going on; NULL when they are not there. */
static inline const uint8_t *cursor_peek(const struct cursor *cursor, size_t len)
{
    return len > cursor->left ? NULL : cursor->at;
}

/** A header says that only len bytes follow: what is behind them is padding. */
static inline void cursor_limit(struct cursor *cursor, size_t len)
{
    cursor->wire = len;
    if (cursor->left > len)
        cursor->left = len;
}

#endif
