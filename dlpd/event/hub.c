/* dlpd/event/hub.c - incidents of flows -> outputs.
 *
 * Time is the packets': a replay tells the same as the day it was recorded. */

#include "event/hub.h"

#include "event/event_queue.h"
#include "event/fold.h"
#include "mem.h"
#include "message.h"
#include "util/json.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define SECOND_US UINT64_C(1000000)
#define BURST_S 10 /* a rate may be saved up for so long */

struct hub {
    pthread_mutex_t lock;       /* of what is folded */
    pthread_mutex_t sinks_lock; /* of the sinks, the policy that they are of, and lost */
    struct policy *policy;
    struct sink *sinks;
    size_t len;
    struct folds folds;
    struct event_queue *queue;
    uint64_t lost; /* of all sinks */
};

static bool sink_ready(struct sink *sink)
{
    char error[SINK_ERROR] = "";

    if (sink->opened)
        return true;
    sink->opened = sink->spec->kind->open(sink, error);
    if (!sink->opened && !sink->failing) {
        message_about(sink->spec->path, "%s", error);
        sink->failing = true;
    }
    return sink->opened;
}

static void sink_put(struct hub *hub, struct sink *sink, const struct event *event)
{
    char error[SINK_ERROR] = "";

    if (sink_ready(sink) && sink->spec->kind->write(sink, event, error)) {
        sink->failing = false;
        return;
    }
    if (error[0] && !sink->failing)
        message_about(sink->spec->path, "%s; incidents are lost until it works again", error);
    sink->failing = true;
    sink->lost++;
    hub->lost++;
}

/* Is there room in the rate for one more? */
static bool sink_may(struct sink *sink, uint64_t now_us)
{
    const uint64_t cost = sink->spec->rate ? SECOND_US / sink->spec->rate : 0;
    const uint64_t most = BURST_S * SECOND_US;

    if (cost == 0)
        return true;
    if (now_us > sink->clock_us) {
        const uint64_t more = now_us - sink->clock_us;

        sink->budget_us = more >= most - sink->budget_us ? most : sink->budget_us + more;
        sink->clock_us = now_us;
    }
    if (sink->budget_us < cost)
        return false;
    sink->budget_us -= cost;
    return true;
}

/* What was left out since the last one, as an event of its own. */
static void sink_account(struct hub *hub, struct sink *sink, uint64_t now_us)
{
    struct buffer line = BUFFER_INIT;
    struct event event = { .action = POLICY_ALERT, .time_us = now_us };
    const uint64_t lost = sink->lost, suppressed = sink->suppressed;

    if (lost + suppressed == 0 || !sink_ready(sink))
        return;
    buffer_text(&line, "{\"schema\":1");
    json_text(&line, "kind", "left_out");
    json_time(&line, "time", now_us);
    json_number(&line, "suppressed", suppressed);
    json_number(&line, "lost", lost);
    buffer_char(&line, '}');
    event.line = line.data;
    event.len = line.len;
    sink->lost = sink->suppressed = 0;
    sink_put(hub, sink, &event);
    if (sink->lost) { /* not even that could be said */
        sink->lost = lost;
        sink->suppressed = suppressed;
        hub->lost--;
    }
    buffer_free(&line);
}

/* By the queue's thread, to which the sinks belong while it runs. */
static void on_queued(const struct event *event, uint64_t dropped, void *user)
{
    struct hub *const hub = user;

    pthread_mutex_lock(&hub->sinks_lock);
    hub->lost += dropped;
    for (size_t i = 0; i < hub->len; i++) {
        struct sink *const sink = &hub->sinks[i];

        sink->lost += dropped;
        if (event->action < sink->spec->least)
            continue;
        if (!sink_may(sink, event->time_us)) {
            sink->suppressed++;
            continue;
        }
        sink_account(hub, sink, event->time_us);
        sink_put(hub, sink, event);
    }
    pthread_mutex_unlock(&hub->sinks_lock);
}

static void on_folded(const struct event *event, void *user)
{
    event_queue_put(((struct hub *)user)->queue, event);
}

static bool is_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The sink of before that goes to the same place, or NULL. */
static const struct sink *same_sink(const struct hub *hub, const struct output_spec *spec)
{
    for (size_t i = 0; i < hub->len; i++) {
        const struct output_spec *const other = hub->sinks[i].spec;

        if (other->kind == spec->kind && is_text(other->path, spec->path)
            && is_text(other->key, spec->key))
            return &hub->sinks[i];
    }
    return NULL;
}

static void sinks_close(struct hub *hub, struct sink *sinks, size_t len, const bool *keep)
{
    for (size_t i = 0; i < len; i++) {
        if (keep[i])
            continue;
        sink_account(hub, &sinks[i], sinks[i].clock_us);
        if (sinks[i].opened)
            sinks[i].spec->kind->close(&sinks[i]);
    }
    mem_free(sinks);
}

/* The outputs of a policy, those of before among them; false when one cannot be opened. */
static bool sinks_open(struct hub *hub, struct policy *policy)
{
    size_t len;
    const struct output_spec *const specs = policy_outputs(policy, &len);
    struct sink *const sinks = mem_array(len ? len : 1, sizeof(*sinks));
    bool taken[OUTPUTS_MAX] = { false }, kept[OUTPUTS_MAX] = { false };
    bool ready = true;

    for (size_t i = 0; i < len; i++) {
        const struct sink *const same = same_sink(hub, &specs[i]);

        sinks[i] = same ? *same : (struct sink){ .budget_us = BURST_S * SECOND_US };
        sinks[i].spec = &specs[i];
        taken[i] = same != NULL;
        if (same)
            kept[same - hub->sinks] = true;
        else
            ready = sink_ready(&sinks[i]) && ready;
    }
    if (!ready) {
        sinks_close(hub, sinks, len, taken);
        return false;
    }
    if (hub->sinks)
        sinks_close(hub, hub->sinks, hub->len, kept);
    hub->sinks = sinks;
    hub->len = len;
    (void)policy_hold(policy);
    policy_free(hub->policy);
    hub->policy = policy;
    return true;
}

struct hub *hub_new(struct policy *policy)
{
    struct hub *const hub = mem_array(1, sizeof(*hub));

    pthread_mutex_init(&hub->lock, NULL);
    pthread_mutex_init(&hub->sinks_lock, NULL);
    folds_init(&hub->folds, policy_outline(policy).fold_us, on_folded, hub);
    hub->policy = policy_hold(policy);
    hub->queue = event_queue_new(on_queued, hub);
    return hub;
}

bool hub_begin(struct hub *hub)
{
    bool opened;

    pthread_mutex_lock(&hub->sinks_lock);
    opened = sinks_open(hub, hub->policy);
    pthread_mutex_unlock(&hub->sinks_lock);
    if (!opened)
        return false;
    if (event_queue_start(hub->queue))
        return true;
    message("no thread can be started for the outputs");
    return false;
}

struct hub *hub_open(struct policy *policy)
{
    struct hub *const hub = hub_new(policy);

    if (hub_begin(hub))
        return hub;
    (void)hub_close(hub);
    return NULL;
}

bool hub_replace(struct hub *hub, struct policy *next)
{
    bool done = true;

    pthread_mutex_lock(&hub->sinks_lock);
    if (hub->sinks) {
        done = sinks_open(hub, next);
    } else { /* there is time until they are opened */
        policy_free(hub->policy);
        hub->policy = policy_hold(next);
    }
    pthread_mutex_unlock(&hub->sinks_lock);
    if (done) {
        pthread_mutex_lock(&hub->lock);
        hub->folds.time_us = policy_outline(next).fold_us;
        pthread_mutex_unlock(&hub->lock);
    }
    return done;
}

void hub_wait(struct hub *hub)
{
    event_queue_wait(hub->queue);
}

void hub_tell(struct hub *hub, const struct report *report)
{
    pthread_mutex_lock(&hub->lock);
    folds_add(&hub->folds, report);
    pthread_mutex_unlock(&hub->lock);
}

void hub_tick(struct hub *hub, uint64_t now_us)
{
    pthread_mutex_lock(&hub->lock);
    folds_tick(&hub->folds, now_us);
    pthread_mutex_unlock(&hub->lock);
}

bool hub_close(struct hub *hub)
{
    static const bool none[OUTPUTS_MAX];
    uint64_t lost;

    if (!hub)
        return true;
    folds_end(&hub->folds);
    hub->lost += event_queue_end(hub->queue);
    if (hub->sinks)
        sinks_close(hub, hub->sinks, hub->len, none);
    lost = hub->lost;
    if (lost)
        message("%llu incidents could not be written to an output", (unsigned long long)lost);
    policy_free(hub->policy);
    pthread_mutex_destroy(&hub->lock);
    pthread_mutex_destroy(&hub->sinks_lock);
    mem_free(hub);
    return lost == 0;
}
