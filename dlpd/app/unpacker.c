/* dlpd/app/unpacker.c - compressed bodies in pieces, on a budget. */

#include "app/unpacker.h"

#include "mem.h"

#include <string.h>
#include <strings.h>

#define OUT_BYTES ((size_t)4 << 10)

struct unpacker {
    const struct unpack_way *way;
    void *state;
    bool done;
    const char *failed;
    uint64_t given;
    uint8_t out[OUT_BYTES];
};

static const struct unpack_way *const ways[] = { &unpack_zlib, &unpack_brotli, &unpack_zstd };

const struct unpack_way *unpacker_way(const void *encoding, size_t len)
{
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        for (const char *const *name = ways[i]->names; *name; name++) {
            if (strlen(*name) == len && strncasecmp(*name, encoding, len) == 0)
                return ways[i];
        }
    }
    return NULL;
}

struct unpacker *unpacker_new(const struct unpack_way *way)
{
    struct unpacker *const unpacker = mem_array(1, sizeof(*unpacker));

    unpacker->way = way;
    unpacker->state = way->open();
    return unpacker;
}

void unpacker_free(struct unpacker *unpacker)
{
    if (!unpacker)
        return;
    unpacker->way->close(unpacker->state);
    explicit_bzero(unpacker->out, sizeof(unpacker->out));
    mem_free(unpacker);
}

bool unpacker_done(const struct unpacker *unpacker)
{
    return unpacker->done;
}

size_t unpacker_memory(const struct unpacker *unpacker)
{
    return sizeof(*unpacker) + unpacker->way->memory(unpacker->state);
}

const char *unpacker_add(struct unpacker *unpacker, const uint8_t *data, size_t len,
                         void (*out)(const uint8_t *data, size_t len, void *user), void *user)
{
    enum unpack_result result = UNPACK_MORE;

    if (len == 0)
        return unpacker->failed;
    while (!unpacker->failed && result == UNPACK_MORE) {
        size_t got = OUT_BYTES;

        result = unpacker->way->step(unpacker->state, &data, &len, unpacker->out, &got);
        unpacker->given += got;
        if (got)
            out(unpacker->out, got, user);
        if (result == UNPACK_DAMAGED)
            unpacker->failed = "damaged";
        else if (result == UNPACK_LIMIT || unpacker->given > UNPACKER_MOST)
            unpacker->failed = "over_limit";
    }
    unpacker->done = !unpacker->failed && result == UNPACK_END;
    return unpacker->failed;
}
