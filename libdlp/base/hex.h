/* base/hex.h - bytes as hex digits, for what is public: ids and tokens. Faster than libsodium's,
 * which takes the same time for any digits. */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stddef.h>
#include <stdint.h>

/** Write 2 * len lower-case digits and a NUL. */
static inline void dlp_hex(char *out, const uint8_t *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * len] = '\0';
}
#endif
