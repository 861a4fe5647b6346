/* dlpd/app/hpack_none.c - what stands in for hpack_nghttp2.c where libnghttp2 is missing: headers are not read. */

#include "app/hpack.h"

struct hpack *hpack_new(void)
{
    return NULL;
}

size_t hpack_limit(struct hpack *hpack, size_t bytes)
{
    (void)hpack;
    (void)bytes;
    return 0;
}

bool hpack_read(struct hpack *hpack, const uint8_t *data, size_t len, hpack_fn on_header,
                void *user)
{
    (void)hpack;
    (void)data;
    (void)len;
    (void)on_header;
    (void)user;
    return false;
}

void hpack_free(struct hpack *hpack)
{
    (void)hpack;
}
