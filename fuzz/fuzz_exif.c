/* fuzz/fuzz_exif.c - any bytes as EXIF: the reader ends, and stays inside. */

#include "fuzz.h"
#include "worker/exif.h"

#define FOLDERS 16u /* that are read, each of which may name the same texts */
#define ENTRY 12u
#define NAME 32u

static void count(const void *text, size_t len, void *user)
{
    static uint8_t last;
    size_t *const total = user;

    FUZZ_CHECK(len > 0);
    for (size_t i = 0; i < len; i++) /* all of it can be read */
        last ^= ((const uint8_t *)text)[i];
    *total += len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);
    size_t total = 0;

    exif_read(copy, len, count, &total);
    FUZZ_CHECK(total <= FOLDERS * (len / ENTRY) * (3 * len + NAME));
    free(copy);
    return 0;
}
