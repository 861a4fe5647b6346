/* dlpd/util/secret_hash.h - a hash that nobody outside can aim at: SipHash with a key of this process. */
#ifndef DLPD_UTIL_SECRET_HASH_H
#define DLPD_UTIL_SECRET_HASH_H

#include <stddef.h>
#include <stdint.h>

/** Draw the key; once, before the first hash. 0, or -1 when there is no randomness. */
int secret_hash_start(void);

uint64_t secret_hash(const void *data, size_t len);

#endif
