/* base/proven.c - a file that is believed only when it is exactly what was written. */

#include "base/proven.h"

#include <sodium.h>
#include <string.h>

/* Native byte order: the key holds it. */
struct head {
    uint8_t magic[8];
    uint8_t key[32];
    uint64_t payload_len;
    uint8_t payload[32]; /* BLAKE2b of the payload */
};
_Static_assert(sizeof(struct head) == DLP_PROVEN_HEAD, "no padding in the head");

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
    crypto_generichash(head.payload, sizeof(head.payload), data + sizeof(head), len - sizeof(head),
                       NULL, 0);
    memcpy(data, &head, sizeof(head));
}

const char *dlp_proven_check(const uint8_t *data, size_t len, const uint8_t magic[8],
                             const uint8_t key[32])
{
    struct head head;
    uint8_t digest[32];

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
    crypto_generichash(digest, sizeof(digest), data, len, NULL, 0);
    return memcmp(head.payload, digest, sizeof(digest)) == 0 ? NULL : "it is damaged";
}
