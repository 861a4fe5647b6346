/* dlpscan/ring.h - the queue between the walk and the threads, which keeps the walk's order. */
#ifndef DLPSCAN_RING_H
#define DLPSCAN_RING_H

#include "item.h"

#include <pthread.h>

#define RING_ITEMS 2048  /* found and not printed */
#define RING_FLIGHT 1024 /* taken by a thread and not printed */

/** Counters run after each other over the slots: printed <= taken <= queued <= filled. */
struct ring {
    /* Of the walk alone. */
    uint64_t filled;
    uint64_t room_end; /* filled may come here without looking again */

    struct item slots[RING_ITEMS];

    /* Of all, under the lock. */
    pthread_mutex_t lock;
    pthread_cond_t room; /* for the walk: half of the slots are free */
    pthread_cond_t work; /* for the threads: something was queued or printed */
    uint64_t queued, taken, printed;
    size_t items, flight; /* limits, at most the two above */
    unsigned idle;        /* threads that wait for work */
    bool full;            /* the walk waits for room */
    bool printing;        /* a thread prints what is done */
    bool closed;
};

/** @param items   how many may wait, lowered to RING_ITEMS.
 *  @param bodies  of each item: how many reports there are. */
void ring_init(struct ring *ring, size_t items, size_t bodies);
void ring_free(struct ring *ring);

/** For the walk: a cleared item to fill, for ring_push(); waits for room. */
struct item *ring_slot(struct ring *ring);

/** The item of ring_slot() is filled. The threads may see it only after some more of them. */
void ring_push(struct ring *ring);

/** The threads shall see all that was pushed: to be called before anything that may take long. */
void ring_publish(struct ring *ring);

/** No more items come. */
void ring_close(struct ring *ring);

/** For a thread: the next item to scan; waits. NULL when there are no more. */
struct item *ring_take(struct ring *ring);

/** A taken item is ready to be printed.
 *  @return how many items, from the first one on, the caller now has to print; 0: none, they are not
 *          all done or another thread prints. */
size_t ring_done(struct ring *ring, struct item *item);

/** Item i of those that ring_done() or ring_printed() told to print. */
struct item *ring_at(struct ring *ring, size_t i);

/** The caller printed and cleared so many items. @return how many more, as ring_done() */
size_t ring_printed(struct ring *ring, size_t count);

#endif
