/* dlpd/event/event_queue.c - events on their way to a thread of their own. */

#include "event/event_queue.h"

#include "mem.h"
#include "signals.h"

#include <pthread.h>

struct entry {
    struct entry *next;
    struct event event; /* its line is ours */
    uint64_t dropped;   /* events in front of it that found no room */
};

struct event_queue {
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    pthread_t thread;
    struct entry *first, *last;
    size_t events, bytes;
    uint64_t dropped;
    bool started, waits, ending;
    void (*write)(const struct event *event, uint64_t dropped, void *user);
    void *user;
};

/* The first event, or NULL when all is written and no more will come. */
static struct entry *take(struct event_queue *queue)
{
    struct entry *entry;

    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->ending)
        pthread_cond_wait(&queue->filled, &queue->lock);
    entry = queue->first;
    if (entry) {
        queue->first = entry->next;
        if (!queue->first)
            queue->last = NULL;
        queue->events--;
        queue->bytes -= entry->event.len;
        pthread_cond_signal(&queue->emptied);
    }
    pthread_mutex_unlock(&queue->lock);
    return entry;
}

static void entry_free(struct entry *entry)
{
    mem_free((void *)(uintptr_t)entry->event.line);
    mem_free(entry);
}

static void *run(void *user)
{
    struct event_queue *const queue = user;
    struct entry *entry;

    while ((entry = take(queue)) != NULL) {
        queue->write(&entry->event, entry->dropped, queue->user);
        entry_free(entry);
    }
    return NULL;
}

struct event_queue *event_queue_new(void (*write)(const struct event *event, uint64_t dropped,
                                                  void *user),
                                    void *user)
{
    struct event_queue *const queue = mem_array(1, sizeof(*queue));

    *queue = (struct event_queue){ .write = write, .user = user };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
    pthread_cond_init(&queue->emptied, NULL);
    return queue;
}

bool event_queue_start(struct event_queue *queue)
{
    sigset_t before;

    signals_block(&before);
    queue->started = pthread_create(&queue->thread, NULL, run, queue) == 0;
    signals_restore(&before);
    return queue->started;
}

void event_queue_wait(struct event_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->waits = true;
    pthread_mutex_unlock(&queue->lock);
}

static bool is_full(const struct event_queue *queue, size_t len)
{
    return queue->events == QUEUE_EVENTS || (queue->events > 0 && queue->bytes + len > QUEUE_BYTES);
}

void event_queue_put(struct event_queue *queue, const struct event *event)
{
    struct entry *const entry = mem_array(1, sizeof(*entry));

    entry->event = *event;
    entry->event.line = mem_copy(event->line, event->len);
    pthread_mutex_lock(&queue->lock);
    while (queue->waits && is_full(queue, event->len))
        pthread_cond_wait(&queue->emptied, &queue->lock);
    if (is_full(queue, event->len)) {
        queue->dropped++;
        entry_free(entry);
    } else {
        entry->dropped = queue->dropped;
        queue->dropped = 0;
        *(queue->last ? &queue->last->next : &queue->first) = entry;
        queue->last = entry;
        queue->events++;
        queue->bytes += event->len;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
}

uint64_t event_queue_end(struct event_queue *queue)
{
    struct entry *entry;
    uint64_t dropped;

    if (!queue)
        return 0;
    pthread_mutex_lock(&queue->lock);
    queue->ending = true;
    pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
    if (queue->started)
        pthread_join(queue->thread, NULL);
    dropped = queue->dropped;
    while ((entry = take(queue)) != NULL) { /* nobody wrote them */
        dropped += 1 + entry->dropped;
        entry_free(entry);
    }
    pthread_mutex_destroy(&queue->lock);
    pthread_cond_destroy(&queue->filled);
    pthread_cond_destroy(&queue->emptied);
    mem_free(queue);
    return dropped;
}
