/* validate/base64.h - base 64 (RFC 4648). */
#ifndef VALIDATE_BASE64_H
#define VALIDATE_BASE64_H

#include <stddef.h>
#include <stdint.h>

#define DLP_BASE64_BAD ((size_t)-1)

/** The six bits of one character of either alphabet; -1 for any other byte. */
int dlp_base64_digit(uint8_t c);
/** Decode text[0, len), of either alphabet, padded or not. The first max bytes are written.
 *  @return how many bytes it has, which may be more than max; DLP_BASE64_BAD when it is no base 64 */
size_t dlp_base64_decode(uint8_t *out, size_t max, const uint8_t *text, size_t len);
#endif
