/* redact/keyed_token.h - a value as a token: recognisable with the key, worthless without. */
#ifndef REDACT_KEYED_TOKEN_H
#define REDACT_KEYED_TOKEN_H

#include "redact/key.h"

#include <nettle/hmac.h>
#include <sodium.h>

#define DLP_TOKEN_MAX 64 /* bytes of a token, with its NUL */

/** What of a value counts. */
enum dlp_token_form {
    DLP_TOKEN_EXACT,  /* every byte: secrets, addresses */
    DLP_TOKEN_FOLDED, /* ASCII case does not: e-mail */
    DLP_TOKEN_LOOSE   /* neither case nor separators do: 4111-1111 and 4111 1111 are one number */
};

/** A key made ready, as good as the key itself: whoever keeps one wipes it. */
struct dlp_token_maker {
    const struct dlp_key *key;
    struct hmac_sha256_ctx mac; /* the key's two blocks are hashed */
};
void dlp_token_maker_init(struct dlp_token_maker *maker, const struct dlp_key *key);
/** The token of a whole value. */
void dlp_token_of(char out[DLP_TOKEN_MAX], const struct dlp_token_maker *maker,
                  const uint8_t *value, size_t len, enum dlp_token_form form);

/** Start the DLP_TOKEN_EXACT token of a value that is hashed in pieces; key NULL starts an unkeyed one
 *  whose result is unused. */
void dlp_token_begin(crypto_auth_hmacsha256_state *state, const struct dlp_key *key);
void dlp_token_end(char out[DLP_TOKEN_MAX], crypto_auth_hmacsha256_state *state,
                   const struct dlp_key *key);
#endif
