/* dlpd/event/audit_files.h - the files beside an audit log: keys, and the head that was signed last. */
#ifndef DLPD_EVENT_AUDIT_FILES_H
#define DLPD_EVENT_AUDIT_FILES_H

#include "event/chain.h"

#define AUDIT_ERROR 256

/** Make a pair of keys: the secret one in path (mode 0600), the public one in path.pub. Neither may exist. */
bool audit_key_create(const char *path, char error[AUDIT_ERROR]);

/** Read the secret key: refused when others may read it. Wipe it afterwards. */
bool audit_secret_read(unsigned char out[crypto_sign_SECRETKEYBYTES], const char *path,
                       char error[AUDIT_ERROR]);
bool audit_public_read(unsigned char out[crypto_sign_PUBLICKEYBYTES], const char *path,
                       char error[AUDIT_ERROR]);

/** The head file's only line: N, a space, the hash of line N - 1, a space, the signature. */
void audit_head_text(struct buffer *out, const struct chain *chain,
                     const unsigned char secret[crypto_sign_SECRETKEYBYTES]);
/** @param signature  set to 2 * CHAIN_SIGNATURE letters and a NUL. False when it is none. */
bool audit_head_read(struct chain *chain, char signature[2 * CHAIN_SIGNATURE + 1], const char *text,
                     size_t len);

/** Read a small file whole. */
bool audit_file_read(struct buffer *out, const char *path, size_t max, char error[AUDIT_ERROR]);

#endif
