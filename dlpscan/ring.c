/* dlpscan/ring.c - the queue between the walk and the threads, which keeps the walk's order.
 *
 * The limits bound memory and descriptors: a walk of millions of files never runs ahead of the
 * scan, and a slow file is overtaken by at most RING_FLIGHT others.
 *
 * A small file takes a few microseconds, waking a thread as long. So nobody is woken for one file:
 * the walk hands on groups and waits until half of the slots are free, and the thread that finishes
 * the first file prints it, and those behind it that are done. */

#include "ring.h"

#define RING_GROUP 32 /* items that the walk hands on at once */

void ring_init(struct ring *ring, size_t items, size_t bodies)
{
    for (size_t i = 0; i < RING_ITEMS; i++)
        item_init(&ring->slots[i], bodies);
    pthread_mutex_init(&ring->lock, NULL);
    pthread_cond_init(&ring->room, NULL);
    pthread_cond_init(&ring->work, NULL);
    ring->items = items < RING_ITEMS ? items : RING_ITEMS;
    ring->flight = ring->items < RING_FLIGHT ? ring->items : RING_FLIGHT;
    ring->filled = ring->queued = ring->taken = ring->printed = 0;
    ring->room_end = ring->items;
    ring->idle = 0;
    ring->full = ring->printing = ring->closed = false;
}

void ring_free(struct ring *ring)
{
    for (size_t i = 0; i < RING_ITEMS; i++)
        item_free(&ring->slots[i]);
    pthread_cond_destroy(&ring->work);
    pthread_cond_destroy(&ring->room);
    pthread_mutex_destroy(&ring->lock);
}

/* With the lock held. */
static void publish(struct ring *ring)
{
    ring->queued = ring->filled;
    if (ring->idle)
        pthread_cond_broadcast(&ring->work);
}

static bool half_is_free(const struct ring *ring)
{
    return ring->queued - ring->printed <= ring->items / 2;
}

struct item *ring_slot(struct ring *ring)
{
    if (ring->filled == ring->room_end) {
        pthread_mutex_lock(&ring->lock);
        publish(ring);
        ring->full = true;
        while (!half_is_free(ring))
            pthread_cond_wait(&ring->room, &ring->lock);
        ring->full = false;
        ring->room_end = ring->printed + ring->items;
        pthread_mutex_unlock(&ring->lock);
    }
    return &ring->slots[ring->filled % RING_ITEMS];
}

void ring_push(struct ring *ring)
{
    ring->filled++;
    if (ring->filled - ring->queued >= RING_GROUP)
        ring_publish(ring);
}

void ring_publish(struct ring *ring)
{
    if (ring->filled == ring->queued) /* which only the walk changes */
        return;
    pthread_mutex_lock(&ring->lock);
    publish(ring);
    pthread_mutex_unlock(&ring->lock);
}

void ring_close(struct ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    publish(ring);
    ring->closed = true;
    pthread_cond_broadcast(&ring->work);
    pthread_mutex_unlock(&ring->lock);
}

struct item *ring_take(struct ring *ring)
{
    struct item *item = NULL;

    pthread_mutex_lock(&ring->lock);
    ring->idle++;
    while (!(ring->closed && ring->taken == ring->queued)
           && (ring->taken == ring->queued || ring->taken - ring->printed >= ring->flight))
        pthread_cond_wait(&ring->work, &ring->lock);
    ring->idle--;
    if (ring->taken < ring->queued)
        item = &ring->slots[ring->taken++ % RING_ITEMS];
    pthread_mutex_unlock(&ring->lock);
    return item;
}

/* With the lock held: make the caller the one who prints, if there is anything to print. */
static size_t begin_printing(struct ring *ring)
{
    size_t ready = 0;

    while (ring->printed + ready < ring->taken && ring_at(ring, ready)->done)
        ready++;
    ring->printing = ready > 0;
    return ready;
}

size_t ring_done(struct ring *ring, struct item *item)
{
    size_t ready = 0;

    pthread_mutex_lock(&ring->lock);
    item->done = true;
    if (!ring->printing)
        ready = begin_printing(ring);
    pthread_mutex_unlock(&ring->lock);
    return ready;
}

struct item *ring_at(struct ring *ring, size_t i)
{
    return &ring->slots[(ring->printed + i) % RING_ITEMS];
}

size_t ring_printed(struct ring *ring, size_t count)
{
    size_t ready;

    pthread_mutex_lock(&ring->lock);
    ring->printed += count;
    ready = begin_printing(ring);
    if (ring->full && half_is_free(ring))
        pthread_cond_signal(&ring->room);
    if (ring->idle)
        pthread_cond_broadcast(&ring->work);
    pthread_mutex_unlock(&ring->lock);
    return ready;
}
