/* base/build.h - which build of the library this is: what one build wrote down in its own structs,
 * no other may read. */
#ifndef BASE_BUILD_H
#define BASE_BUILD_H

#include <sodium.h>

/** A digest of the library's sources, in hex; NULL when the build does not tell. Static storage. */
const char *dlp_build_digest(void);

/** Begin the 32 bytes of a key for a file that only this build may read: magic, the sources, the
 *  libraries that have a say in what rules mean, and the layout of numbers.
 *  @return 0; -1 when the build does not tell which it is: keep nothing then */
int dlp_build_key(crypto_generichash_state *state, const uint8_t magic[8]);
#endif
