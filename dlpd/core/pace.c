/* dlpd/core/pace.c - replay at the speed of the capture. */

#include "core/pace.h"

#include "clock.h"
#include "signals.h"

#include <poll.h>

#define WAIT_MOST_MS 60000

bool pace_wait(struct pace *pace, uint64_t time_us)
{
    struct pollfd stop = { .fd = signals_fd(), .events = POLLIN };

    if (!pace->started)
        *pace = (struct pace){ time_us, clock_ns() / 1000, true };
    while (!signals_stopped() && time_us > pace->first_us) {
        const uint64_t due = time_us - pace->first_us;
        const uint64_t gone = clock_ns() / 1000 - pace->start_us;

        if (gone >= due)
            break;
        (void)poll(&stop, 1,
                   (due - gone) / 1000 < WAIT_MOST_MS ? (int)((due - gone) / 1000) + 1
                                                      : WAIT_MOST_MS);
    }
    return !signals_stopped();
}
