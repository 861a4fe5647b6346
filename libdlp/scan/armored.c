/* scan/armored.c - a private key may be longer than any window: it is counted and hashed as it
 * passes, and only its public first line is kept. */

#include "scan/armored.h"

#include "base/alloc.h"

#include <string.h>

#define BODY_MIN 64u /* bytes */

struct dlp_armor *dlp_armor_open(const crypto_auth_hmacsha256_state *hash,
                                 const struct dlp_window *window, uint64_t start, uint64_t body)
{
    struct dlp_armor *const armor = dlp_calloc(1, sizeof(*armor));

    if (!armor)
        return NULL;
    armor->hash = *hash;
    armor->start = armor->position = start;
    armor->body = body;
    armor->head_len = (uint8_t)(body - start < DLP_ARMOR_HEAD ? body - start : DLP_ARMOR_HEAD);
    memcpy(armor->head, dlp_window_at(window, start), armor->head_len);
    return armor;
}

struct dlp_armor *dlp_armor_copy(const struct dlp_armor *armor)
{
    struct dlp_armor *const copy = dlp_alloc(sizeof(*copy));

    if (copy)
        *copy = *armor;
    return copy;
}

static bool is_base64(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26 || byte == '+'
        || byte == '/' || byte == '=';
}

void dlp_armor_advance(struct dlp_armor *armor, const struct dlp_window *window, uint64_t to)
{
    const uint8_t *bytes;

    if (to <= armor->position)
        return;
    bytes = dlp_window_at(window, armor->position);
    crypto_auth_hmacsha256_update(&armor->hash, bytes, to - armor->position);
    for (uint64_t at = armor->position; at < to; at++)
        armor->armored += at >= armor->body && is_base64(bytes[at - armor->position]);
    armor->position = to;
}

bool dlp_armor_holds(const struct dlp_armor *armor)
{
    const uint64_t body = armor->position - armor->body;

    return armor->position > armor->body && body >= BODY_MIN && armor->armored * 5 >= body * 4;
}
