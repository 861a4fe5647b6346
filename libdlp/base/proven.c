/* base/proven.c - a file that is believed only when it is exactly what was written. */

#include "base/proven.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Native byte order: the key holds it. */
struct head {
    uint8_t magic[8];
    uint8_t key[32];
    uint64_t payload_len;
    uint8_t payload[16]; /* XXH3 of the payload, 128 bits, in canonical order */
};
_Static_assert(sizeof(struct head) == DLP_PROVEN_HEAD, "no padding in the head");

/* It tells damage, not forgery: who can write here can write a digest, too. So it need only be fast: a
 * start reads some megabytes. */
static void payload_digest(uint8_t digest[16], const uint8_t *data, size_t len)
{
    XXH128_canonical_t canonical;

    XXH128_canonicalFromHash(&canonical, XXH3_128bits(data, len));
    memcpy(digest, canonical.digest, sizeof(canonical.digest));
}

dlp_status dlp_proven_begin(struct dlp_bytes *out, const uint8_t magic[8], const uint8_t key[32])
{
    struct head head = { .payload_len = 0 };

    memcpy(head.magic, magic, sizeof(head.magic));
    memcpy(head.key, key, sizeof(head.key));
    dlp_bytes_clear(out);
    return dlp_bytes_append(out, &head, sizeof(head));
}

void dlp_proven_seal(uint8_t *data, size_t len)
{
    struct head head;

    memcpy(&head, data, sizeof(head));
    head.payload_len = len - sizeof(head);
    payload_digest(head.payload, data + sizeof(head), len - sizeof(head));
    memcpy(data, &head, sizeof(head));
}

const char *dlp_proven_check(const uint8_t *data, size_t len, const uint8_t magic[8],
                             const uint8_t key[32])
{
    struct head head;
    uint8_t digest[16];

    if (len < sizeof(head))
        return "it is cut short";
    memcpy(&head, data, sizeof(head));
    data += sizeof(head);
    len -= sizeof(head);
    if (memcmp(head.magic, magic, sizeof(head.magic)) != 0)
        return "it is not a cache file of this version";
    if (memcmp(head.key, key, sizeof(head.key)) != 0)
        return "it was made of other rules or for another processor";
    if (head.payload_len != len)
        return head.payload_len > len ? "it is cut short" : "it is too long";
    payload_digest(digest, data, len);
    return memcmp(head.payload, digest, sizeof(digest)) == 0 ? NULL : "it is damaged";
}
