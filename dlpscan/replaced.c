/* dlpscan/replaced.c - which values were replaced. */

#include "replaced.h"

#include <string.h>

/* FNV-1a of what tells a value. */
static struct seen_key digest(const void *bytes, size_t len)
{
    struct seen_key key = { { 0xcbf29ce484222325u, 0x84222325cbf29ce4u } };
    const uint8_t *const at = bytes;

    for (size_t i = 0; i < len; i++) {
        key.half[0] = (key.half[0] ^ at[i]) * 0x100000001b3u;
        key.half[1] = (key.half[1] ^ at[i]) * 0x10000000233u;
    }
    return key;
}

void replaced_add(struct seen *values, const struct dlp_finding *finding)
{
    (void)seen_add(values, digest(finding->token, strlen(finding->token)));
    if (finding->value && finding->value_len == finding->length)
        (void)seen_add(values, digest(finding->value, finding->value_len));
}

bool replaced_has(const struct seen *values, const struct dlp_finding *finding)
{
    return seen_has(values, digest(finding->token, strlen(finding->token)))
        || (finding->value && seen_has(values, digest(finding->value, finding->value_len)));
}

bool replaced_add_bytes(struct seen *values, const void *bytes, size_t len)
{
    return seen_add(values, digest(bytes, len));
}
