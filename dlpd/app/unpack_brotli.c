/* dlpd/app/unpack_brotli.c - brotli (RFC 7932).
 *
 * Its window is up to 16 MiB, which a stream of a few bytes can ask for: what is taken is counted. */

#include "app/unpack.h"

#include "mem.h"

#include <brotli/decode.h>
#include <string.h>

struct unbrotling {
    BrotliDecoderState *decoder;
    size_t memory;
    bool ended;
};

/* The size stands before what is given out, in front of as many bytes as keep it aligned. */
#define BEFORE ((size_t)16)

static void *give(void *user, size_t size)
{
    struct unbrotling *const state = user;
    uint8_t *const memory = mem_alloc(size + BEFORE);

    memcpy(memory, &size, sizeof(size));
    state->memory += size;
    return memory + BEFORE;
}

static void take_back(void *user, void *address)
{
    struct unbrotling *const state = user;
    size_t size;

    if (!address)
        return;
    memcpy(&size, (uint8_t *)address - BEFORE, sizeof(size));
    state->memory -= size;
    mem_free((uint8_t *)address - BEFORE);
}

static void *open_state(void)
{
    struct unbrotling *const state = mem_array(1, sizeof(*state));

    state->decoder = BrotliDecoderCreateInstance(give, take_back, state);
    return state;
}

static void close_state(void *user)
{
    struct unbrotling *const state = user;

    BrotliDecoderDestroyInstance(state->decoder);
    mem_free(state);
}

static size_t memory(const void *user)
{
    return ((const struct unbrotling *)user)->memory;
}

static enum unpack_result step(void *user, const uint8_t **in, size_t *in_len, uint8_t *out,
                               size_t *out_len)
{
    struct unbrotling *const state = user;
    size_t room = *out_len;
    uint8_t *to = out;
    BrotliDecoderResult result;

    *out_len = 0;
    if (state->ended)
        return *in_len ? UNPACK_DAMAGED : UNPACK_END;
    result = BrotliDecoderDecompressStream(state->decoder, in_len, in, &room, &to, NULL);
    *out_len = (size_t)(to - out);
    state->ended = result == BROTLI_DECODER_RESULT_SUCCESS;
    switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS:
        return *in_len ? UNPACK_DAMAGED : UNPACK_END;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
        return UNPACK_MORE;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
        return UNPACK_WAIT;
    default:
        return UNPACK_DAMAGED;
    }
}

static const char *const names[] = { "br", NULL };

const struct unpack_way unpack_brotli = { names, open_state, step, memory, close_state };
