/* dlpd/app/hpack_nghttp2.c - header blocks of HTTP/2, by libnghttp2. */

#include "app/hpack.h"

#include <nghttp2/nghttp2.h>

/* Opaque: it is the library's. */
static nghttp2_hd_inflater *inflater_of(struct hpack *hpack)
{
    return (nghttp2_hd_inflater *)hpack;
}

struct hpack *hpack_new(void)
{
    nghttp2_hd_inflater *inflater = NULL;

    return nghttp2_hd_inflate_new(&inflater) == 0 ? (struct hpack *)inflater : NULL;
}

size_t hpack_limit(struct hpack *hpack, size_t bytes)
{
    const size_t most = bytes < HPACK_TABLE ? bytes : HPACK_TABLE;

    (void)nghttp2_hd_inflate_change_table_size(inflater_of(hpack), most);
    return most;
}

bool hpack_read(struct hpack *hpack, const uint8_t *data, size_t len, hpack_fn on_header,
                void *user)
{
    nghttp2_hd_inflater *const inflater = inflater_of(hpack);
    size_t most = HPACK_MOST;

    for (;;) {
        nghttp2_nv header;
        int flags = 0;
        const ssize_t used = nghttp2_hd_inflate_hd2(inflater, &header, &flags, data, len, 1);

        if (used < 0)
            return false;
        data += used;
        len -= (size_t)used;
        if (flags & NGHTTP2_HD_INFLATE_EMIT) {
            if (header.namelen + header.valuelen > most)
                return false;
            most -= header.namelen + header.valuelen;
            on_header(header.name, header.namelen, header.value, header.valuelen, user);
        }
        if (flags & NGHTTP2_HD_INFLATE_FINAL)
            return nghttp2_hd_inflate_end_headers(inflater) == 0;
        if (len == 0 && !(flags & NGHTTP2_HD_INFLATE_EMIT))
            return false;
    }
}

void hpack_free(struct hpack *hpack)
{
    if (hpack)
        nghttp2_hd_inflate_del(inflater_of(hpack));
}
