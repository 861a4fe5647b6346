/* fuzz/fuzz_rtf.c - any bytes as RTF: the decoder ends, and gives no more than they can hold. */

#include "fuzz.h"
#include "worker/rtf.h"

static void count(const void *text, size_t len, void *user)
{
    static uint8_t room[4096];
    size_t *const total = user;

    FUZZ_CHECK(len > 0 && len <= sizeof(room));
    memcpy(room, text, len); /* all of it can be read */
    *total += len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);
    size_t total = 0;

    (void)rtf_read(copy, len, count, &total);
    FUZZ_CHECK(total
               <= 4 * len); /* a byte may become a letter of up to four; words only get shorter */
    free(copy);
    return 0;
}
