/* model/armor.h - a block between a begin and an end line that is still open: a running state, since
 * such blocks (private keys) are longer than any window (decision D3). */
#ifndef MODEL_ARMOR_H
#define MODEL_ARMOR_H

#include "base/alloc.h"

#include <sodium.h>
#include <stdint.h>

#define DLP_ARMOR_HEAD 64 /* bytes of the begin line that are kept for the mask: public text */

struct dlp_armor {
    crypto_auth_hmacsha256_state hash; /* of [start, position), keyed as tokens are */
    uint64_t start;
    uint64_t body; /* where the begin line ended */
    uint64_t position;
    uint64_t armored;      /* base64 letters in [body, position) */
    uint64_t line, column; /* of start */
    uint64_t source;       /* start, in a part of another charset */
    uint8_t head[DLP_ARMOR_HEAD];
    uint8_t head_len;
};

/** Wipe and free; NULL is allowed. */
static inline void dlp_armor_free(struct dlp_armor *armor)
{
    dlp_free_wiped(armor, sizeof(*armor));
}
#endif
