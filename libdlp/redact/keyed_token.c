/* redact/keyed_token.c - HMAC-SHA-256 (RFC 2104), 128 bits shown, after the key's id.
 *
 * A text can hold a value every 25 bytes, so theirs is nettle's, which uses the processor's own
 * SHA-256. Values in pieces are few and have a state that travels: theirs is libsodium's. */

#include "redact/keyed_token.h"

#include "base/hex.h"

#include <assert.h>
#include <nettle/nettle-meta.h>
#include <string.h>

#define TOKEN_BYTES 16
#define PIECE_BYTES 64u /* folded at a time: a block of SHA-256 */

void dlp_token_begin(crypto_auth_hmacsha256_state *state, const struct dlp_key *key)
{
    static const uint8_t no_key[DLP_KEY_BYTES];

    crypto_auth_hmacsha256_init(state, key ? key->keys[0].bytes : no_key, DLP_KEY_BYTES);
}

static void token_write(char out[DLP_TOKEN_MAX], const struct dlp_key *key, const uint8_t *hash)
{
    const size_t id = strlen(key->keys[0].id);

    memcpy(out, key->keys[0].id, id);
    out[id] = ':';
    dlp_hex(out + id + 1, hash, TOKEN_BYTES);
}

void dlp_token_end(char out[DLP_TOKEN_MAX], crypto_auth_hmacsha256_state *state,
                   const struct dlp_key *key)
{
    uint8_t hash[crypto_auth_hmacsha256_BYTES];

    assert(key);
    crypto_auth_hmacsha256_final(state, hash);
    token_write(out, key, hash);
}

void dlp_token_maker_init(struct dlp_token_maker *maker, const struct dlp_key *key)
{
    maker->key = key;
    hmac_sha256_set_key(&maker->mac, DLP_KEY_BYTES, key->keys[0].bytes);
}

/* Hash what counts of the value. */
static void fold(struct sha256_ctx *state, const uint8_t *value, size_t len,
                 enum dlp_token_form form)
{
    uint8_t piece[PIECE_BYTES];
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        uint8_t byte = value[i];

        if ((uint8_t)((byte | 0x20) - 'a') < 26)
            byte = (uint8_t)(byte | 0x20);
        else if (form == DLP_TOKEN_LOOSE && (uint8_t)(byte - '0') >= 10 && byte < 0x80)
            continue;
        piece[n++] = byte;
        if (n == sizeof(piece)) {
            sha256_update(state, n, piece);
            n = 0;
        }
    }
    sha256_update(state, n, piece);
    sodium_memzero(piece, sizeof(piece));
}

void dlp_token_of(char out[DLP_TOKEN_MAX], const struct dlp_token_maker *maker,
                  const uint8_t *value, size_t len, enum dlp_token_form form)
{
    struct sha256_ctx state = maker->mac.inner;
    uint8_t hash[TOKEN_BYTES];

    if (form == DLP_TOKEN_EXACT)
        sha256_update(&state, len, value);
    else
        fold(&state, value, len, form);
    hmac_digest(&maker->mac.outer, &maker->mac.inner, &state, &nettle_sha256, sizeof(hash), hash);
    token_write(out, maker->key, hash);
    sodium_memzero(&state, sizeof(state));
}
