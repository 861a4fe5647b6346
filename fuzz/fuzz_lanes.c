/* fuzz/fuzz_lanes.c - the class lane finds what Hyperscan finds with the same rules, whole and cut,
 * and with each way of making class masks. */

#include "fuzz.h"

#include "tests/support/lanes.h"
#include "tests/support/scan_log.h"

static size_t cut_at(size_t start, size_t len, void *user)
{
    const size_t step = *(const size_t *)user;

    return len - start < step ? len : start + step;
}

static void check_same(const struct scan_log *want, dlp_scanner *scanner, const uint8_t *data,
                       size_t len, size_t step)
{
    struct scan_log log = { 0 };

    scan_log_run(&log, scanner, data, len, cut_at, &step);
    FUZZ_CHECK(scan_log_equal(want, &log));
    scan_log_clear(&log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static dlp_scanner *scanners[2]; /* kept: they are the same for every input */
    const size_t step = len > 0 ? 1 + data[0] : 1;
    uint8_t *const copy = fuzz_copy(data, len);
    struct scan_log want = { 0 };

    if (!scanners[0])
        lanes_scanners(scanners, lanes_rules, NULL);
    scan_log_run(&want, scanners[1], copy, len, NULL, NULL);
    check_same(&want, scanners[1], copy, len, step);
    for (size_t i = 0; dlp_class_masks_nth(i); i++) {
        scanners[0]->work.classify = dlp_class_masks_nth(i);
        check_same(&want, scanners[0], copy, len, len + 1);
        check_same(&want, scanners[0], copy, len, step);
    }
    scan_log_clear(&want);
    free(copy);
    return 0;
}
