/* dlpscan/io_pace.c - --io-limit: not more bytes a second than that.
 *
 * One moment, shared by all threads, says when the disk is free again; who reads moves it on by what the
 * bytes take, and waits for it. So a large file cannot starve others, and nothing is saved up while
 * nobody reads. */

#include "io_pace.h"

#include "clock.h"
#include "signals.h"

#include <poll.h>
#include <pthread.h>

#define SECOND_NS 1000000000u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t limit; /* set before the threads begin */
static uint64_t free_ns;

void pace_set(uint64_t bytes)
{
    limit = bytes;
    free_ns = 0;
}

void pace_take(uint64_t bytes)
{
    uint64_t now, until;

    if (!limit)
        return;
    now = clock_ns();
    pthread_mutex_lock(&lock);
    if (free_ns < now)
        free_ns = now;
    free_ns += (uint64_t)((double)bytes * 1e9 / (double)limit);
    until = free_ns;
    pthread_mutex_unlock(&lock);
    for (; now < until && !signals_stopped(); now = clock_ns()) {
        const uint64_t left = until - now;
        struct pollfd stop = { signals_fd(), POLLIN, 0 };

        (void)ppoll(&stop, 1,
                    &(struct timespec){ .tv_sec = (time_t)(left / SECOND_NS),
                                        .tv_nsec = (long)(left % SECOND_NS) },
                    NULL);
    }
}
