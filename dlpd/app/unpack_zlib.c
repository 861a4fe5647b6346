/* dlpd/app/unpack_zlib.c - gzip and deflate.
 *
 * "deflate" means zlib's format by the standard, and the bare one by what some servers send: the first
 * byte tells. */

#include "app/unpack.h"

#include "mem.h"

#include <zlib.h>

#define MEMORY ((size_t)44 << 10)

struct inflating {
    z_stream stream;
    bool bare; /* for certain */
    bool started, ended;
};

static void *open_any(void)
{
    return mem_array(1, sizeof(struct inflating));
}

static void *open_bare(void)
{
    struct inflating *const state = open_any();

    state->bare = true;
    return state;
}

static void close_any(void *user)
{
    struct inflating *const state = user;

    if (state->started)
        inflateEnd(&state->stream);
    mem_free(state);
}

static size_t memory(const void *user)
{
    (void)user;
    return MEMORY;
}

static bool start(struct inflating *state, uint8_t first)
{
    const bool headed = !state->bare && (first == 0x1f || (first & 0x0f) == 8);

    state->started = inflateInit2(&state->stream, headed ? 32 + MAX_WBITS : -MAX_WBITS) == Z_OK;
    return state->started;
}

/* A body is over; gzip allows another one behind it. */
static bool next_member(struct inflating *state, uint8_t first)
{
    state->ended = false;
    return !state->bare && first == 0x1f && inflateReset(&state->stream) == Z_OK;
}

static enum unpack_result step(void *user, const uint8_t **in, size_t *in_len, uint8_t *out,
                               size_t *out_len)
{
    struct inflating *const state = user;
    const size_t room = *out_len;
    int result;

    *out_len = 0;
    if (*in_len == 0 && (!state->started || state->ended))
        return state->ended ? UNPACK_END : UNPACK_WAIT;
    if ((!state->started && !start(state, **in)) || (state->ended && !next_member(state, **in)))
        return UNPACK_DAMAGED;
    state->stream.next_in = (Bytef *)(uintptr_t)*in;
    state->stream.avail_in = (uInt)*in_len;
    state->stream.next_out = out;
    state->stream.avail_out = (uInt)room;
    result = inflate(&state->stream, Z_NO_FLUSH);
    *in = state->stream.next_in;
    *in_len = state->stream.avail_in;
    *out_len = room - state->stream.avail_out;
    state->ended = result == Z_STREAM_END;
    if (state->ended)
        return *in_len ? UNPACK_MORE : UNPACK_END;
    if (result != Z_OK && result != Z_BUF_ERROR)
        return UNPACK_DAMAGED;
    return result == Z_OK && (*in_len > 0 || *out_len == room) ? UNPACK_MORE : UNPACK_WAIT;
}

/* A message may say that it is the last; the next one begins anew all the same. */
static enum unpack_result message_step(void *user, const uint8_t **in, size_t *in_len, uint8_t *out,
                                       size_t *out_len)
{
    struct inflating *const state = user;

    if (state->ended && *in_len > 0 && inflateReset(&state->stream) == Z_OK)
        state->ended = false;
    return step(user, in, in_len, out, out_len);
}

static const char *const names[] = { "gzip", "x-gzip", "deflate", NULL };
static const char *const no_names[] = { NULL };

const struct unpack_way unpack_zlib = { names, open_any, step, memory, close_any };
const struct unpack_way unpack_messages = { no_names, open_bare, message_step, memory, close_any };
