/* base/proven.h - a file that is believed only when it is exactly what was written: a head with a
 * key, which says what the file was made of, and a digest of all that stands behind the head. */
#ifndef BASE_PROVEN_H
#define BASE_PROVEN_H

#include "base/bytes.h"

#define DLP_PROVEN_HEAD 64u /* bytes in front of the payload */
#define DLP_PROVEN_MAX ((size_t)256 << 20)

/** Begin a file: *out is emptied and gets a head without length and digest. Append the payload, then
 *  seal it. @return DLP_ELIMIT, DLP_ENOMEM */
dlp_status dlp_proven_begin(struct dlp_bytes *out, const uint8_t magic[8], const uint8_t key[32]);
/** Set length and digest in the head of data: len bytes, at least a head. */
void dlp_proven_seal(uint8_t *data, size_t len);

/** @return NULL: the payload is data[DLP_PROVEN_HEAD, len); or why the bytes are not to be used */
const char *dlp_proven_check(const uint8_t *data, size_t len, const uint8_t magic[8],
                             const uint8_t key[32]);
#endif
