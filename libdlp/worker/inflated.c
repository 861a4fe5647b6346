/* worker/inflated.c - what zlib packed, told as it unpacks. */

#include "worker/inflated.h"

#include "worker/tell.h"

#include <zlib.h>

enum dlp_reason inflated_tell(const uint8_t *data, size_t len)
{
    uint8_t out[16 << 10];
    z_stream z = { .next_in = (uint8_t *)(uintptr_t)data, .avail_in = (uInt)len };
    int result = inflateInit(&z);

    while (result == Z_OK) {
        z.next_out = out;
        z.avail_out = sizeof(out);
        result = inflate(&z, Z_NO_FLUSH);
        tell_data(out, sizeof(out) - z.avail_out);
    }
    (void)inflateEnd(&z);
    return result == Z_STREAM_END ? DLP_REASON_NONE : DLP_REASON_DAMAGED;
}
