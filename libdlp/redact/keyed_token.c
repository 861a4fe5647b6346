/* redact/keyed_token.c - HMAC-SHA-256 (RFC 2104, libsodium's), 128 bits shown, after the key's id. */

#include "redact/keyed_token.h"

#include <assert.h>
#include <string.h>

#define TOKEN_BYTES 16

void dlp_token_begin(crypto_auth_hmacsha256_state *state, const struct dlp_key *key)
{
    static const uint8_t no_key[DLP_KEY_BYTES];

    crypto_auth_hmacsha256_init(state, key ? key->keys[0].bytes : no_key, DLP_KEY_BYTES);
}

void dlp_token_end(char out[DLP_TOKEN_MAX], crypto_auth_hmacsha256_state *state,
                   const struct dlp_key *key)
{
    uint8_t hash[crypto_auth_hmacsha256_BYTES];
    size_t id;

    assert(key);
    id = strlen(key->keys[0].id);
    crypto_auth_hmacsha256_final(state, hash);
    memcpy(out, key->keys[0].id, id);
    out[id] = ':';
    sodium_bin2hex(out + id + 1, 2 * TOKEN_BYTES + 1, hash, TOKEN_BYTES);
}

void dlp_token_of(char out[DLP_TOKEN_MAX], const struct dlp_key *key, const uint8_t *value,
                  size_t len, enum dlp_token_form form)
{
    crypto_auth_hmacsha256_state state;

    dlp_token_begin(&state, key);
    if (form == DLP_TOKEN_EXACT)
        crypto_auth_hmacsha256_update(&state, value, len);
    for (size_t i = 0; form != DLP_TOKEN_EXACT && i < len; i++) {
        uint8_t byte = value[i];

        if ((uint8_t)((byte | 0x20) - 'a') < 26)
            byte = (uint8_t)(byte | 0x20);
        else if (form == DLP_TOKEN_LOOSE && (uint8_t)(byte - '0') >= 10 && byte < 0x80)
            continue;
        crypto_auth_hmacsha256_update(&state, &byte, 1);
    }
    dlp_token_end(out, &state, key);
    sodium_memzero(&state, sizeof(state));
}
