/* dlpd/util/secret_hash.c - SipHash with a key of this process. */

#include "util/secret_hash.h"

#include <sodium.h>
#include <string.h>

static unsigned char key[crypto_shorthash_KEYBYTES];

int secret_hash_start(void)
{
    if (sodium_init() < 0)
        return -1;
    crypto_shorthash_keygen(key);
    return 0;
}

uint64_t secret_hash(const void *data, size_t len)
{
    unsigned char out[crypto_shorthash_BYTES];
    uint64_t hash;

    _Static_assert(sizeof(out) == sizeof(hash), "SipHash gives 64 bits");
    crypto_shorthash(out, data, len, key);
    memcpy(&hash, out, sizeof(hash));
    return hash;
}
