/* dlpscan/io_pace.c - --io-limit: not more bytes a second than that.
 *
 * One moment, shared by all threads, says when the disk is free again; who reads moves it on by what the
 * bytes take, and waits for it. So a large file cannot starve others, and nothing is saved up while
 * nobody reads. */

#include "io_pace.h"

#include "signals.h"
#include "stats.h"

#include <pthread.h>
#include <time.h>

#define SLICE_NS 100000000u /* a stop is heard within it */

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
    now = stats_now();
    pthread_mutex_lock(&lock);
    if (free_ns < now)
        free_ns = now;
    free_ns += (uint64_t)((double)bytes * 1e9 / (double)limit);
    until = free_ns;
    pthread_mutex_unlock(&lock);
    for (; now < until && !signals_stopped(); now = stats_now()) {
        const uint64_t left = until - now < SLICE_NS ? until - now : SLICE_NS;

        (void)nanosleep(&(struct timespec){ .tv_nsec = (long)left }, NULL);
    }
}
