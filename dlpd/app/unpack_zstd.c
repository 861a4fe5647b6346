/* dlpd/app/unpack_zstd.c - Zstandard (RFC 8878).
 *
 * Content-Encoding allows windows up to 8 MiB (RFC 9659); what asks for more is not read. */

#define ZSTD_STATIC_LINKING_ONLY /* for how much a decoder holds */

#include "app/unpack.h"

#include "mem.h"

#include <zstd.h>
#include <zstd_errors.h>

#define WINDOW_LOG_MOST 23

struct unzstding {
    ZSTD_DCtx *decoder;
    bool begun; /* in the middle of a frame */
};

static void *open_state(void)
{
    struct unzstding *const state = mem_array(1, sizeof(*state));

    state->decoder = ZSTD_createDCtx();
    if (!state->decoder)
        mem_die();
    (void)ZSTD_DCtx_setParameter(state->decoder, ZSTD_d_windowLogMax, WINDOW_LOG_MOST);
    return state;
}

static void close_state(void *user)
{
    struct unzstding *const state = user;

    ZSTD_freeDCtx(state->decoder);
    mem_free(state);
}

static size_t memory(const void *user)
{
    return ZSTD_sizeof_DCtx(((const struct unzstding *)user)->decoder);
}

static enum unpack_result step(void *user, const uint8_t **in, size_t *in_len, uint8_t *out,
                               size_t *out_len)
{
    struct unzstding *const state = user;
    ZSTD_inBuffer from = { *in, *in_len, 0 };
    ZSTD_outBuffer to = { out, *out_len, 0 };
    const size_t result = ZSTD_decompressStream(state->decoder, &to, &from);

    *in += from.pos;
    *in_len -= from.pos;
    *out_len = to.pos;
    if (ZSTD_isError(result))
        return ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
            ? UNPACK_LIMIT
            : UNPACK_DAMAGED;
    /* Nothing left of the frame, or nothing came of the next one. */
    state->begun = result != 0 && (state->begun || from.pos > 0);
    if (*in_len > 0 || to.pos == to.size)
        return UNPACK_MORE;
    return state->begun ? UNPACK_WAIT : UNPACK_END;
}

static const char *const names[] = { "zstd", NULL };

const struct unpack_way unpack_zstd = { names, open_state, step, memory, close_state };
