/* dlpscan/known_path.c - where a finding is, as a token: what a baseline knows without a key.
 *
 * A run that must not have the key (a pull request from a fork) can still tell how many findings of a
 * rule a file had. Digests, not paths, so that a path with a value in it shows nothing in the list,
 * and blanks in one cannot break a line. */

#include "known_path.h"

#include <sodium.h>
#include <string.h>

#define DIGEST 16

void known_path(char token[KNOWN_PATH_MAX], const char *part, const char *path)
{
    crypto_generichash_state hash;
    unsigned char digest[DIGEST];

    while (path[0] == '.' && path[1] == '/')
        path += 2 + strspn(path + 2, "/");
    crypto_generichash_init(&hash, NULL, 0, DIGEST);
    crypto_generichash_update(&hash, (const unsigned char *)path, strlen(path) + 1);
    crypto_generichash_update(&hash, (const unsigned char *)part, part ? strlen(part) : 0);
    crypto_generichash_final(&hash, digest, DIGEST);
    memcpy(token, KNOWN_PATH_ID ":", sizeof(KNOWN_PATH_ID));
    sodium_bin2hex(token + sizeof(KNOWN_PATH_ID), KNOWN_PATH_MAX - sizeof(KNOWN_PATH_ID), digest,
                   DIGEST);
}
