/* dlpscan/ring.h - the queue between walk, threads and printer, which keeps the walk's order. */
#ifndef DLPSCAN_RING_H
#define DLPSCAN_RING_H

#include "item.h"

#include <pthread.h>

#define RING_ITEMS 1024 /* found and not printed */
#define RING_FLIGHT 256 /* taken by a thread and not printed */

/** Three counters run after each other over the slots: printed <= taken <= queued. */
struct ring {
    pthread_mutex_t lock;
    pthread_cond_t room;  /* for the walk: something was printed */
    pthread_cond_t work;  /* for the threads: something was queued or printed */
    pthread_cond_t ready; /* for the printer: the next one is done */
    struct item *slots[RING_ITEMS];
    uint64_t queued, taken, printed;
    size_t items, flight; /* limits, at most the two above */
    bool closed;
};

/** @param items  how many may wait, lowered to RING_ITEMS. */
void ring_init(struct ring *ring, size_t items);
void ring_free(struct ring *ring);

/** Queue an item, which the ring then owns; waits for room. */
void ring_push(struct ring *ring, struct item *item);

/** No more items come. */
void ring_close(struct ring *ring);

/** The next item to scan; waits. NULL when there are no more. */
struct item *ring_take(struct ring *ring);

/** A taken item is ready to be printed. */
void ring_done(struct ring *ring, struct item *item);

/** Is the next item ready, so that ring_next() would not wait? */
bool ring_is_ready(struct ring *ring);

/** The next item to print, in order; waits. The caller frees it. NULL when all are printed. */
struct item *ring_next(struct ring *ring);

#endif
