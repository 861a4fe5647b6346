/* redact/key.h - the keys behind tokens; the public calls are in <dlp/key.h>. */
#ifndef REDACT_KEY_H
#define REDACT_KEY_H

#include <dlp/key.h>

#define DLP_KEY_BYTES 32
#define DLP_KEYS_MAX 16 /* the current key and the older ones */

struct dlp_key {
    size_t len;
    struct {
        uint8_t bytes[DLP_KEY_BYTES];
        char id[10];      /* "k" and 8 hex digits of a hash of the key */
    } keys[DLP_KEYS_MAX]; /* the current one first */
};
#endif
