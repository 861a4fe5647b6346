/* dlpd/core/pace.c - replay at the speed of the capture. */

#include "core/pace.h"

#include "signals.h"

#include <poll.h>
#include <time.h>

#define WAIT_MOST_MS 60000

static uint64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

bool pace_wait(struct pace *pace, uint64_t time_us)
{
    struct pollfd stop = { .fd = signals_fd(), .events = POLLIN };

    if (!pace->started)
        *pace = (struct pace){ time_us, now_us(), true };
    while (!signals_stopped() && time_us > pace->first_us) {
        const uint64_t due = time_us - pace->first_us;
        const uint64_t gone = now_us() - pace->start_us;

        if (gone >= due)
            break;
        (void)poll(&stop, 1,
                   (due - gone) / 1000 < WAIT_MOST_MS ? (int)((due - gone) / 1000) + 1
                                                      : WAIT_MOST_MS);
    }
    return !signals_stopped();
}
