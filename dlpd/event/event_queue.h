/* dlpd/event/event_queue.h - events on their way to a thread of their own: whoever watches packets never waits for a
 * disk. Bounded; in order. */
#ifndef DLPD_EVENT_QUEUE_H
#define DLPD_EVENT_QUEUE_H

#include "event/sink.h"

#define QUEUE_EVENTS 8192u
#define QUEUE_BYTES ((size_t)16 << 20)

struct event_queue;

/** Events wait in it until event_queue_start().
 *  @param write  called by the thread for each event, with how many were dropped before it. */
struct event_queue *event_queue_new(void (*write)(const struct event *event, uint64_t dropped,
                                                  void *user),
                                    void *user);

/** Start the thread. @return false when there is none to be had. */
bool event_queue_start(struct event_queue *queue);

/** From now on a full queue holds up who puts; before, what finds no room is dropped, and counted. */
void event_queue_wait(struct event_queue *queue);

/** Copies the event. Any thread. */
void event_queue_put(struct event_queue *queue, const struct event *event);

/** Wait until all is written, and end the thread; if it was never started, what waits is dropped. NULL is allowed.
 *  @return how many were dropped that no event told of. */
uint64_t event_queue_end(struct event_queue *queue);

#endif
