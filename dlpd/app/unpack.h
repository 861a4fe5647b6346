/* dlpd/app/unpack.h - the ways in which a body may be compressed, as a table of functions; for the unpacker. */
#ifndef DLPD_APP_UNPACK_H
#define DLPD_APP_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unpack_result {
    UNPACK_MORE,    /* there may be more without further input */
    UNPACK_WAIT,    /* for input */
    UNPACK_END,     /* all that came so far is whole */
    UNPACK_DAMAGED, /* nobody can read on */
    UNPACK_LIMIT    /* it takes more memory than it gets */
};

struct unpack_way {
    const char *const *names; /* in Content-Encoding, up to NULL */
    void *(*open)(void);      /* never NULL */
    /* Take some of *in, and write up to *out_len bytes: sets all three. */
    enum unpack_result (*step)(void *state, const uint8_t **in, size_t *in_len, uint8_t *out,
                               size_t *out_len);
    size_t (*memory)(const void *state); /* bytes that it holds by now */
    void (*close)(void *state);
};

extern const struct unpack_way unpack_zlib;
extern const struct unpack_way unpack_brotli;
extern const struct unpack_way unpack_zstd;

/** Deflate without head and end, of which one message goes on where the last one ended (RFC 7692). */
extern const struct unpack_way unpack_messages;

#endif
