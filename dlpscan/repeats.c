/* dlpscan/repeats.c - the same value found again and again in one file.
 *
 * Two values can look the same when masked, so only a token says that they are one. Memory is
 * bounded: a file with more different values than fit is printed without folding the rest. */

#include "repeats.h"

#include "mem.h"

#include <string.h>

#define REPEATS_MAX ((size_t)2048)
#define REPEATS_SLOTS ((size_t)4096)
#define REPEATS_KEY_BYTES ((size_t)512 << 10)

void repeats_init(struct repeats *repeats)
{
    *repeats = (struct repeats){ .keys = BUFFER_INIT };
    repeats->entry = mem_array(REPEATS_MAX, sizeof(*repeats->entry));
    repeats->slot = mem_array(REPEATS_SLOTS, sizeof(*repeats->slot));
}

void repeats_free(struct repeats *repeats)
{
    mem_free(repeats->entry);
    mem_free(repeats->slot);
    buffer_free(&repeats->keys);
}

void repeats_clear(struct repeats *repeats)
{
    if (repeats->len)
        memset(repeats->slot, 0, REPEATS_SLOTS * sizeof(*repeats->slot));
    repeats->len = 0;
    buffer_cut(&repeats->keys, 0);
}

/* FNV-1a. A hostile file can make its values collide and gets a slow scan of 2,048 entries. */
static size_t key_slot(const char *key, size_t len)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)key[i]) * 0x100000001b3u;
    return (size_t)(hash ^ hash >> 32) % REPEATS_SLOTS;
}

uint64_t repeats_add(struct repeats *repeats, const struct dlp_finding *finding)
{
    struct buffer *const keys = &repeats->keys;
    const size_t start = keys->len;
    const char *key;
    size_t len, at;

    if (!finding->token)
        return 0;
    buffer_add(keys, finding->rule, strlen(finding->rule) + 1);
    buffer_add(keys, finding->masked, strlen(finding->masked) + 1);
    buffer_text(keys, finding->token);
    key = keys->data + start;
    len = keys->len - start;
    for (at = key_slot(key, len); repeats->slot[at]; at = (at + 1) % REPEATS_SLOTS) {
        struct repeat *const seen = &repeats->entry[repeats->slot[at] - 1];

        if (seen->key_len == len && memcmp(keys->data + seen->key, key, len) == 0) {
            buffer_cut(keys, start);
            return seen->count++;
        }
    }
    if (repeats->len == REPEATS_MAX || keys->len > REPEATS_KEY_BYTES) {
        buffer_cut(keys, start);
        return 0;
    }
    repeats->entry[repeats->len] = (struct repeat){ 1, start, len };
    repeats->slot[at] = (uint16_t)++repeats->len;
    return 0;
}
