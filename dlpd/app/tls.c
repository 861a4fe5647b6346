/* dlpd/app/tls.c - TLS: what can be read of it (versions, the name of the server), and its bytes counted
 * as not inspectable.
 *
 * Records are followed to the end: whoever opens a connection with a greeting of TLS and goes on in clear
 * text is scanned from there on. */

#include "app/tls_hello.h"
#include "mem.h"

#include <string.h>

#define RECORD_MAX (16384u + 2048u)
#define HELLO_MAX ((size_t)16 << 10)

struct tls_side {
    uint8_t head[5];
    size_t head_len;
    size_t left; /* of the record */
    uint8_t *hello;
    size_t hello_len;
    bool hello_done;
    bool broken; /* this is no TLS any more */
};

struct tls {
    struct inspection *in;
    struct tls_side side[2];
    uint16_t offered, chosen; /* versions */
};

static void *tls_open(struct inspection *in)
{
    struct tls *const tls = mem_array(1, sizeof(*tls));

    tls->in = in;
    inspect_memory(in, sizeof(*tls), 0);
    return tls;
}

/* How long the message is, with its head; SIZE_MAX when that is not known yet. */
static size_t hello_wanted(const struct tls_side *of)
{
    return of->hello_len < 4
        ? SIZE_MAX
        : 4u + ((size_t)of->hello[1] << 16 | (size_t)of->hello[2] << 8 | of->hello[3]);
}

static void hello_end(struct tls *tls, struct tls_side *of)
{
    struct tls_hello hello;

    if (of->hello && hello_wanted(of) < of->hello_len)
        of->hello_len = hello_wanted(of); /* the next message came with it */
    if (of->hello && tls_hello_read(&hello, of->hello, of->hello_len)) {
        if (hello.client && hello.name_len)
            inspect_host(tls->in, hello.name, hello.name_len);
        if (hello.client)
            tls->offered = hello.version;
        else
            tls->chosen = hello.version;
        if (hello.alpn[0])
            inspect_detail(tls->in, "alpn", hello.alpn);
    }
    if (of->hello)
        inspect_memory(tls->in, 0, HELLO_MAX);
    mem_free(of->hello);
    of->hello = NULL;
    of->hello_done = true;
}

/* Bytes of a record: the first handshake message is kept until it is whole. */
static void record_bytes(struct tls *tls, struct tls_side *of, const uint8_t *data, size_t len)
{
    if (of->hello_done)
        return;
    if (of->head[0] != 22) {
        hello_end(tls, of);
        return;
    }
    if (!of->hello) {
        of->hello = mem_alloc(HELLO_MAX);
        inspect_memory(tls->in, HELLO_MAX, 0);
    }
    if (len > HELLO_MAX - of->hello_len)
        len = HELLO_MAX - of->hello_len;
    memcpy(of->hello + of->hello_len, data, len);
    of->hello_len += len;
    if (of->hello_len >= hello_wanted(of) || of->hello_len == HELLO_MAX)
        hello_end(tls, of);
}

/* Is the head that of a record? As far as it is there. */
static bool head_is_sound(const struct tls_side *of)
{
    if (of->head_len >= 1 && (of->head[0] < 20 || of->head[0] > 24))
        return false;
    if (of->head_len >= 2 && of->head[1] != 3)
        return false;
    return of->head_len < 5 || ((size_t)of->head[3] << 8 | of->head[4]) <= RECORD_MAX;
}

/* How many bytes from data on are TLS; fewer than len: clear text follows. */
static size_t follow(struct tls *tls, struct tls_side *of, const uint8_t *data, size_t len)
{
    size_t at = 0;

    while (at < len) {
        if (of->left == 0) {
            of->head[of->head_len++] = data[at];
            if (!head_is_sound(of)) {
                of->broken = true;
                return at;
            }
            at++;
            if (of->head_len == sizeof(of->head)) {
                of->left = (size_t)of->head[3] << 8 | of->head[4];
                of->head_len = 0;
            }
        } else {
            const size_t some = len - at < of->left ? len - at : of->left;

            record_bytes(tls, of, data + at, some);
            of->left -= some;
            at += some;
        }
    }
    return at;
}

static size_t tls_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct tls *const tls = state;
    struct tls_side *const of = &tls->side[side];
    size_t encrypted = 0;

    if (!of->broken) {
        encrypted = follow(tls, of, data, len);
        if (encrypted)
            inspect_opaque(tls->in, side, encrypted, "tls");
        if (encrypted < len)
            inspect_incomplete(tls->in, side, "tls_broken");
    }
    if (encrypted < len)
        inspect_raw(tls->in, side, data + encrypted, len - encrypted);
    return len;
}

/* Behind a hole nobody knows where records start: what fits is believed again. */
static void tls_gap(void *state, unsigned side, uint64_t len)
{
    struct tls *const tls = state;
    struct tls_side *const of = &tls->side[side];

    hello_end(tls, of);
    of->head_len = 0;
    if (len < of->left)
        of->left -= (size_t)len;
    else
        of->left = len == of->left ? 0 : RECORD_MAX; /* the rest of a record, of unknown length */
}

static void tls_close(void *state)
{
    struct tls *const tls = state;
    uint16_t version;

    for (unsigned i = 0; i < 2; i++)
        hello_end(tls, &tls->side[i]);
    version = tls->chosen ? tls->chosen : tls->offered;
    if (tls_version_name(version))
        inspect_detail(tls->in, "tls_version", tls_version_name(version));
    inspect_memory(tls->in, 0, sizeof(*tls));
    mem_free(tls);
}

static enum app_match tls_match(const uint8_t *data, size_t len, bool *client)
{
    if (data[0] != 22 || (len > 1 && data[1] != 3) || (len > 2 && data[2] > 4)
        || (len > 4 && ((size_t)data[3] << 8 | data[4]) > RECORD_MAX)
        || (len > 5 && data[5] != 1 && data[5] != 2))
        return APP_NO;
    if (len < 6)
        return APP_MAYBE;
    *client = data[5] == 1;
    return APP_YES;
}

const struct app_kind app_tls = {
    .name = "tls",
    .match = tls_match,
    .open = tls_open,
    .data = tls_data,
    .gap = tls_gap,
    .close = tls_close,
};
