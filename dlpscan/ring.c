/* dlpscan/ring.c - the queue between walk, threads and printer, which keeps the walk's order.
 *
 * The limits bound memory and descriptors: a walk of millions of files never runs ahead of the
 * scan, and a slow file is overtaken by at most RING_FLIGHT others. */

#include "ring.h"

#include <string.h>

void ring_init(struct ring *ring, size_t items)
{
    memset(ring, 0, sizeof(*ring));
    pthread_mutex_init(&ring->lock, NULL);
    pthread_cond_init(&ring->room, NULL);
    pthread_cond_init(&ring->work, NULL);
    pthread_cond_init(&ring->ready, NULL);
    ring->items = items < RING_ITEMS ? items : RING_ITEMS;
    ring->flight = ring->items < RING_FLIGHT ? ring->items : RING_FLIGHT;
}

void ring_free(struct ring *ring)
{
    for (; ring->printed < ring->queued; ring->printed++)
        item_free(ring->slots[ring->printed % RING_ITEMS]);
    pthread_cond_destroy(&ring->ready);
    pthread_cond_destroy(&ring->work);
    pthread_cond_destroy(&ring->room);
    pthread_mutex_destroy(&ring->lock);
}

void ring_push(struct ring *ring, struct item *item)
{
    pthread_mutex_lock(&ring->lock);
    while (ring->queued - ring->printed >= ring->items)
        pthread_cond_wait(&ring->room, &ring->lock);
    ring->slots[ring->queued++ % RING_ITEMS] = item;
    pthread_cond_signal(&ring->work);
    pthread_mutex_unlock(&ring->lock);
}

void ring_close(struct ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    ring->closed = true;
    pthread_cond_broadcast(&ring->work);
    pthread_cond_broadcast(&ring->ready);
    pthread_mutex_unlock(&ring->lock);
}

struct item *ring_take(struct ring *ring)
{
    struct item *item = NULL;

    pthread_mutex_lock(&ring->lock);
    while (!(ring->closed && ring->taken == ring->queued)
           && (ring->taken == ring->queued || ring->taken - ring->printed >= ring->flight))
        pthread_cond_wait(&ring->work, &ring->lock);
    if (ring->taken < ring->queued)
        item = ring->slots[ring->taken++ % RING_ITEMS];
    pthread_mutex_unlock(&ring->lock);
    return item;
}

void ring_done(struct ring *ring, struct item *item)
{
    pthread_mutex_lock(&ring->lock);
    item->done = true;
    if (ring->slots[ring->printed % RING_ITEMS] == item)
        pthread_cond_signal(&ring->ready);
    pthread_mutex_unlock(&ring->lock);
}

/* With the lock held. */
static bool next_is_done(const struct ring *ring)
{
    return ring->printed < ring->taken && ring->slots[ring->printed % RING_ITEMS]->done;
}

bool ring_is_ready(struct ring *ring)
{
    bool ready;

    pthread_mutex_lock(&ring->lock);
    ready = next_is_done(ring);
    pthread_mutex_unlock(&ring->lock);
    return ready;
}

struct item *ring_next(struct ring *ring)
{
    struct item *item = NULL;

    pthread_mutex_lock(&ring->lock);
    while (!next_is_done(ring) && !(ring->closed && ring->printed == ring->queued))
        pthread_cond_wait(&ring->ready, &ring->lock);
    if (next_is_done(ring)) {
        item = ring->slots[ring->printed % RING_ITEMS];
        ring->slots[ring->printed++ % RING_ITEMS] = NULL;
        pthread_cond_signal(&ring->room);
        pthread_cond_broadcast(&ring->work);
    }
    pthread_mutex_unlock(&ring->lock);
    return item;
}
