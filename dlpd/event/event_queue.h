/* dlpd/event/event_queue.h - events on their way to a thread of their own: whoever watches packets never waits for a
 * disk. Bounded; in order. */
#ifndef DLPD_EVENT_QUEUE_H
#define DLPD_EVENT_QUEUE_H

#include "event/sink.h"

#define QUEUE_EVENTS 8192u
#define QUEUE_BYTES ((size_t)16 << 20)

struct event_queue;

/** Start the thread.
 *  @param write  called by the thread for each event, with how many were dropped before it.
 *  @return NULL when there is no thread to be had. */
struct event_queue *event_queue_start(void (*write)(const struct event *event, uint64_t dropped,
                                                    void *user),
                                      void *user);

/** From now on a full queue holds up who puts; before, what finds no room is dropped, and counted. */
void event_queue_wait(struct event_queue *queue);

/** Copies the event. Any thread. */
void event_queue_put(struct event_queue *queue, const struct event *event);

/** Wait until all is written, and end the thread. NULL is allowed.
 *  @return how many were dropped that no event told of. */
uint64_t event_queue_end(struct event_queue *queue);

#endif
