/* fuzz/fuzz_frame.c - packets of a worker, and first bytes of files: any bytes are taken apart without harm,
 * and what is taken apart can be put together to the same packet. */

#include "extract/format.h"
#include "extract/frame.h"
#include "fuzz.h"

static void frame(const uint8_t *data, size_t len)
{
    static uint8_t packet[DLP_FRAME_MAX];
    struct dlp_frame got;

    if (!dlp_frame_read(&got, data, len))
        return;
    FUZZ_CHECK(got.name >= data && got.data + got.data_len == data + len);
    FUZZ_CHECK(dlp_frame_write(packet, &got) == len);
    FUZZ_CHECK(memcmp(packet, data, len) == 0);
}

static void request(const uint8_t *data, size_t len)
{
    static uint8_t packet[DLP_REQUEST_MAX];
    struct dlp_request got;

    if (!dlp_request_read(&got, data, len))
        return;
    FUZZ_CHECK(got.passwords_len == 0 || got.passwords[got.passwords_len - 1] == '\0');
    FUZZ_CHECK(dlp_request_write(packet, &got) == len);
    FUZZ_CHECK(memcmp(packet, data, len) == 0);
}

/* What a file is does not change when more of it is seen, once enough is. */
static void format(const uint8_t *data, size_t len)
{
    const struct dlp_format *const all = dlp_format_of(data, len);

    if (len >= DLP_FORMAT_FAR)
        FUZZ_CHECK(all == dlp_format_of(data, DLP_FORMAT_FAR));
    else if (len > DLP_FORMAT_HEAD && !dlp_format_wants_more(data, len))
        FUZZ_CHECK(!all == !dlp_format_of(data, DLP_FORMAT_HEAD));
    if (len >= DLP_FORMAT_TAIL)
        (void)dlp_format_of_end(data + len - DLP_FORMAT_TAIL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);

    frame(copy, len);
    request(copy, len);
    format(copy, len);
    free(copy);
    return 0;
}
