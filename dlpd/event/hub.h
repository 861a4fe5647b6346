/* dlpd/event/hub.h - incidents of flows -> outputs: folded, limited in rate, with all that is left out counted. */
#ifndef DLPD_EVENT_HUB_H
#define DLPD_EVENT_HUB_H

#include "core/incident.h"
#include "event/sink.h"

struct hub;

/** What a flow has to say when it is over. */
struct report {
    const struct endpoint *client, *server;
    const char *policy; /* name of the one that decided */
    enum policy_action action;
    uint64_t first_us, last_us;
    const char *head; /* the object up to its findings: {"schema":1,... without the end */
    size_t head_len;
    const struct incident *incident;
    bool tokens; /* may be shown */
};

/** The outputs of a policy, to which it holds a reference. Nothing is open: what is told waits in memory until hub_begin(). */
struct hub *hub_new(struct policy *policy);

/** Open the outputs, and start the thread that writes. What they are too slow for is lost, and counted.
 *  @return false when one cannot be opened: that was said. */
bool hub_begin(struct hub *hub);

/** Both. @return NULL when an output cannot be opened: that was said. */
struct hub *hub_open(struct policy *policy);

/** From now on telling waits for outputs that are slow, as is right where no packet is held up by it. */
void hub_wait(struct hub *hub);

/** Go on with the outputs of another policy. Those that are the same stay open; what was folded goes on.
 *  @return false when one cannot be opened: that was said, and the outputs stay as they were. Any thread. */
bool hub_replace(struct hub *hub, struct policy *next);

/** A flow is over. The first of a source, destination and policy is told at once; those that follow within the
 *  policy's `fold` are told as one when that time is over. Any thread. */
void hub_tell(struct hub *hub, const struct report *report);

/** It is so late, by the packets' clock: tell what was folded long enough. Any thread. */
void hub_tick(struct hub *hub, uint64_t now_us);

/** Tell what is left, and close. NULL is allowed.
 *  @return false when something was lost; that was said. */
bool hub_close(struct hub *hub);

#endif
