/* worker/wide.h - text as old office documents hold it, UTF-16 and Windows-1252, on its way to UTF-8. */
#ifndef WORKER_WIDE_H
#define WORKER_WIDE_H

#include "worker/worker.h"

#include <stddef.h>
#include <stdint.h>

/** Numbers of old documents are little-endian. */
static inline uint16_t little16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static inline uint32_t little32(const uint8_t *at)
{
    return little16(at) | (uint32_t)little16(at + 2) << 16;
}

/** Where text goes, in pieces of up to a few hundred bytes. */
typedef void (*wide_write)(const void *text, size_t len, void *user);

/** Begin with { .write = ..., .user = ... }, end with wide_end(). */
struct wide {
    wide_write write;
    void *user;
    char text[512];
    size_t len;
    uint16_t high; /* the first half of a pair, or 0 */
    bool cell;     /* the last was the end of a cell */
};

/** One letter. @param out  4 bytes. @return its length; what is no letter is U+FFFD. */
WORKER_API size_t wide_utf8(char *out, uint32_t code);
/** A unit of UTF-16. Word's own marks become tabs, blanks and line ends, or nothing. */
WORKER_API void wide_unit(struct wide *wide, uint16_t unit);
/** A byte of Windows-1252. The same. */
WORKER_API void wide_byte(struct wide *wide, uint8_t byte);
/** All of it; half a unit at the end is left out. */
WORKER_API void wide_utf16(struct wide *wide, const uint8_t *data, size_t len);
WORKER_API void wide_end(struct wide *wide);

#endif
