/* base/utf8.h - UTF-8 that may be broken. A byte that starts no valid sequence
 * (overlong, surrogate, above U+10FFFF or cut short) counts as one unit. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/** Decode one code point of data[0, len), len > 0.
 *  @param cp  the code point, or -1 for a byte that is not UTF-8
 *  @return    bytes consumed, 1 to 4 */
size_t dlp_utf8_next(const uint8_t *data, size_t len, int32_t *cp);
/** Code points (and stray bytes) in data[0, len). */
uint64_t dlp_utf8_count(const uint8_t *data, size_t len);
/** Bytes in data[0, len) that are not UTF-8, counted to one more than `most`. Those of a character that may be cut at an
 *  end do not count. */
size_t dlp_utf8_strays(const uint8_t *data, size_t len, size_t most);
#endif
