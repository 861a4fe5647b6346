/* dlpd/event/chain.h - the lines of the audit log: each holds the hash of the one before, and heads are signed.
 *
 * A line is
 *   {"schema":1,"seq":N,"prev":"HASH",BODY,"hash":"HASH"}
 * where BODY is one member: "event":{...}, "start":{...} or "head":{"signature":"..."}. The hash is BLAKE2b
 * (32 bytes, in hexadecimal) of the line up to the comma before "hash". A head's signature, and that of the
 * head file, is Ed25519 over CHAIN_LABEL, N in decimal, a space, and "prev" of that head. */
#ifndef DLPD_EVENT_CHAIN_H
#define DLPD_EVENT_CHAIN_H

#include "buffer.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

#define CHAIN_HASH 32u
#define CHAIN_HEX (2u * CHAIN_HASH)
#define CHAIN_SIGNATURE crypto_sign_BYTES
#define CHAIN_LABEL "dlpd audit head 1\n"

/** Where a chain stands: how many lines there are, and the hash of the last. */
struct chain {
    uint64_t next;            /* the number of the next line */
    char hash[CHAIN_HEX + 1]; /* of the line before; zeros in front of the first */
};
#define CHAIN_INIT                                                                                 \
  {                                                                                                \
    0, "0000000000000000000000000000000000000000000000000000000000000000"                          \
  }

/** What one line says of itself. Pointers lie in the line. */
struct chain_line {
    uint64_t seq;
    const char *prev, *body, *hash; /* prev and hash: CHAIN_HEX letters */
    size_t body_len;
};

/** Add a line, with its end, and go on. @param body  a member of the object, as in "\"event\":{}". */
void chain_append(struct chain *chain, struct buffer *out, const char *body, size_t len);

/** Take a line (without its end) apart. False when it is none, or its hash is wrong. */
bool chain_line_read(struct chain_line *out, const char *line, size_t len);

/** The hash of n bytes, as text. */
void chain_hash(char out[CHAIN_HEX + 1], const void *data, size_t len);

/** Sign where a chain stands, in hexadecimal. */
void chain_sign(char out[2 * CHAIN_SIGNATURE + 1], const struct chain *chain,
                const unsigned char secret[crypto_sign_SECRETKEYBYTES]);

/** Is it the signature of that state? @param signature  2 * CHAIN_SIGNATURE letters. */
bool chain_signed(const struct chain *chain, const char *signature,
                  const unsigned char key[crypto_sign_PUBLICKEYBYTES]);

/** Hexadecimal of exactly len bytes. False when it is none. */
bool chain_bytes(unsigned char *out, size_t len, const char *hex, size_t hex_len);

#endif
