/* tests/torture/torture.h - run something again and again, each time with another allocation of ours
 * failing, until a run needs fewer. `make torture` builds these programs with AddressSanitizer, which
 * then sees every leak and every use of what was freed. */
#ifndef TORTURE_H
#define TORTURE_H

#include "base/alloc.h"
#include "unit/test.h"

#include <dlp/dlp.h>
#include <stdbool.h>
#include <stdlib.h>

#ifndef DLP_TORTURE /* only read, by checkers of sources */
static inline void dlp_alloc_fail_after(long after)
{
    (void)after;
}
static inline long dlp_alloc_count(void)
{
    return 0;
}
#endif

#define TORTURE_RUNS_MAX 100000L

/* One whole run, which makes, uses and frees everything.
 *  @return what the first call that failed returned, or DLP_OK when all went well: then the run has
 *          checked that nothing is missing, for memory may have failed that was optional */
typedef dlp_status (*torture_fn)(void);

/* `want` is what a run comes to when every allocation succeeds. */
static inline void torture(torture_fn run, dlp_status want)
{
    long n = 0, refused = 0, seen;
    dlp_status status;

    (void)run(); /* what libraries make once, at first use, is not a leak */
    do {
        dlp_alloc_fail_after(n);
        status = run();
        seen = dlp_alloc_count();
        dlp_alloc_fail_after(-1);
        if (seen > n && status != DLP_ENOMEM && status != want) {
            printf("# allocation %ld fails: %s\n", n, dlp_status_name(status));
            CHECK(!"DLP_ENOMEM");
        }
        refused += status == DLP_ENOMEM;
        n++;
    } while (seen >= n && n < TORTURE_RUNS_MAX && test_failures < 20);
    CHECK_INT(status, want);
    CHECK(n < TORTURE_RUNS_MAX);
    printf("# %ld allocations, %ld of them needed\n", n - 1, refused);
}

/* Whether a call that failed for want of memory says so in its error, too. */
static inline dlp_status torture_said(dlp_status status, const struct dlp_error *err)
{
    if (status < 0) {
        CHECK_INT(err->status, status);
        CHECK(err->message[0] != '\0');
    }
    return status;
}
#endif
