/* dlpd/app/unpacker.c - gzip and deflate in pieces, on a budget.
 *
 * "deflate" means zlib's format by the standard, and the bare one by what some servers send: the first
 * byte tells. */

#include "app/unpacker.h"

#include "mem.h"

#include <string.h>
#include <zlib.h>

#define OUT_BYTES ((size_t)4 << 10)

struct unpacker {
    z_stream stream;
    bool started, done;
    const char *failed;
    uint64_t given;
    uint8_t out[OUT_BYTES];
};

struct unpacker *unpacker_new(void)
{
    return mem_array(1, sizeof(struct unpacker));
}

void unpacker_free(struct unpacker *unpacker)
{
    if (!unpacker)
        return;
    if (unpacker->started)
        inflateEnd(&unpacker->stream);
    explicit_bzero(unpacker->out, sizeof(unpacker->out));
    mem_free(unpacker);
}

static bool start(struct unpacker *unpacker, uint8_t first)
{
    const int bits = first == 0x1f || (first & 0x0f) == 8 ? 32 + MAX_WBITS : -MAX_WBITS;

    unpacker->started = inflateInit2(&unpacker->stream, bits) == Z_OK;
    return unpacker->started;
}

bool unpacker_done(const struct unpacker *unpacker)
{
    return unpacker->done;
}

/* A body is over; gzip allows another one behind it. */
static bool next_member(struct unpacker *unpacker)
{
    if (unpacker->stream.avail_in == 0) {
        unpacker->done = true;
        return false;
    }
    if (unpacker->stream.next_in[0] == 0x1f && inflateReset(&unpacker->stream) == Z_OK) {
        unpacker->done = false;
        return true;
    }
    unpacker->failed = "damaged";
    return false;
}

/* One call of zlib. False when it wants more input, or is over. */
static bool step(struct unpacker *unpacker, void (*out)(const uint8_t *, size_t, void *),
                 void *user)
{
    int result;
    size_t got;

    unpacker->stream.next_out = unpacker->out;
    unpacker->stream.avail_out = OUT_BYTES;
    result = inflate(&unpacker->stream, Z_NO_FLUSH);
    got = OUT_BYTES - unpacker->stream.avail_out;
    unpacker->given += got;
    if (got)
        out(unpacker->out, got, user);
    if (result == Z_STREAM_END)
        return next_member(unpacker);
    if (result != Z_OK && result != Z_BUF_ERROR)
        unpacker->failed = "damaged";
    if (unpacker->given > UNPACKER_MOST)
        unpacker->failed = "over_limit";
    return result == Z_OK && !unpacker->failed
        && (unpacker->stream.avail_in > 0 || unpacker->stream.avail_out == 0);
}

const char *unpacker_add(struct unpacker *unpacker, const uint8_t *data, size_t len,
                         void (*out)(const uint8_t *data, size_t len, void *user), void *user)
{
    if (unpacker->failed || len == 0)
        return unpacker->failed;
    if (!unpacker->started && !start(unpacker, data[0])) {
        unpacker->failed = "damaged";
        return unpacker->failed;
    }
    unpacker->stream.next_in = (Bytef *)(uintptr_t)data;
    unpacker->stream.avail_in = (uInt)len;
    if (unpacker->done && !next_member(unpacker))
        return unpacker->failed;
    while (step(unpacker, out, user))
        ;
    return unpacker->failed;
}
