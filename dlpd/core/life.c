/* dlpd/core/life.c - what every running daemon does beside its packets. */

#include "core/life.h"

#include "message.h"
#include "policy_choice.h"
#include "program.h"
#include "signals.h"
#include "util/json.h"
#include "util/local_socket.h"
#include "util/notify.h"
#include "util/syscalls.h"

#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define READERS 2 /* so that a document that takes long does not keep all others waiting */
#define POLICY_US UINT64_C(2000000) /* between two looks at what the clock brings */

enum { FD_STOP, FD_RELOAD, FD_WORK, FD_DESK, FD_ALSO, FDS };

uint64_t life_now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

/* Outputs first: what the new policy tells goes to its own, when they can be opened. */
static void use_policy(struct life *life, struct generation *rules)
{
    struct inspector *const inspector = life->inspector;

    life->policy = rules->policy;
    rules->policy = NULL; /* it becomes the engine's */
    if (inspector->hub)
        (void)hub_replace(inspector->hub, life->policy);
    if (inspector->policy[0])
        policy_engine_replace(inspector->policy[0], life->policy);
    else
        inspector->policy[0] = policy_engine_new(life->policy);
}

static void use(struct life *life, struct generation *rules)
{
    if (rules->policy)
        use_policy(life, rules);
    generation_drop(life->rules);
    life->rules = rules;
    life->inspector->generation = rules;
    life->inspector->scanner = rules->scanner;
    life->inspector->session_bytes = rules->info.session_bytes;
}

static void metric(struct buffer *out, const char *name, const char *kind, uint64_t value)
{
    buffer_format(out, "# TYPE dlpd_%s %s\ndlpd_%s %llu\n", name, kind, name,
                  (unsigned long long)value);
}

static void write_metrics(struct buffer *out, void *user)
{
    const struct life *const life = user;
    uint64_t done, failed;

    reload_counts(life->reload, &done, &failed);
    metric(out, "frames_total", "counter", life->path->frames);
    metric(out, "bytes_total", "counter", life->path->bytes);
    metric(out, "flows_total", "counter", life->path->flows);
    metric(out, "flows_open", "gauge", life->path->table.len);
    metric(out, "flows_evicted_total", "counter", life->path->evicted);
    metric(out, "memory_bytes", "gauge", packet_path_memory(life->path));
    metric(out, "incidents_total", "counter", life->inspector->incidents);
    metric(out, "incomplete_flows_total", "counter", life->inspector->incomplete);
    metric(out, "documents_total", "counter", life->inspector->documents);
    metric(out, "scanned_bytes_total", "counter", life->inspector->scanned);
    metric(out, "rules", "gauge", life->rules->info.rules);
    metric(out, "reloads_total", "counter", done);
    metric(out, "reloads_failed_total", "counter", failed);
    buffer_text(out, "# TYPE dlpd_packets_total counter\n");
    for (int i = 0; i < OUTCOMES; i++)
        buffer_format(out, "dlpd_packets_total{outcome=\"%s\"} %llu\n", outcome_infos[i].name,
                      (unsigned long long)life->path->outcome[i]);
    if (life->metrics)
        life->metrics(out, life->user);
}

static void write_status(struct buffer *out, void *user)
{
    const struct life *const life = user;
    uint64_t done, failed;

    reload_counts(life->reload, &done, &failed);
    buffer_text(out, "{\"schema\":1");
    json_text(out, "kind", "status");
    json_text(out, "mode", life->mode);
    json_number(out, "seconds", (life_now_us() - life->start_us) / 1000000);
    json_number(out, "frames", life->path->frames);
    json_number(out, "bytes", life->path->bytes);
    json_number(out, "flows", life->path->flows);
    json_number(out, "flows_open", life->path->table.len);
    json_number(out, "incidents", life->inspector->incidents);
    json_number(out, "incomplete", life->inspector->incomplete);
    json_number(out, "rules", life->rules->info.rules);
    json_text(out, "rules_digest", life->rules->info.digest);
    json_number(out, "reloads", done);
    json_number(out, "reloads_failed", failed);
    if (life->members)
        life->members(out, life->user);
    buffer_text(out, "}\n");
}

static const char *ill(void *user)
{
    const struct life *const life = user;

    if (life->inspector->broken)
        return "the scanner failed";
    return life->out->error ? "records cannot be written" : NULL;
}

int life_start(struct life *life, struct generation *rules, const dlp_key *key)
{
    const struct control_source source = { write_metrics, write_status, ill, life };
    const char *const path = life->settings->control;

    life->start_us = life_now_us();
    life->waiting = life->settings->hand_over
        && local_socket_is_served(life->settings->hand_over, SOCK_SEQPACKET);
    life->key = key;
    use(life, rules);
    life->reload = reload_new(life->settings, key, rules->ends != NULL);
    if (!life->reload)
        return STATUS_ENVIRONMENT;
    if (path) {
        life->control = control_open(path, &source, life->waiting);
        if (!life->control)
            return STATUS_ENVIRONMENT;
    }
    return STATUS_CLEAN;
}

/* Another process may have them yet. */
static bool open_outputs(struct life *life)
{
    if (life->policy)
        life->inspector->hub = life->waiting ? hub_new(life->policy) : hub_open(life->policy);
    return !life->policy || life->inspector->hub;
}

bool life_take_place(struct life *life)
{
    if (!life->waiting)
        return true;
    life->waiting = false;
    return control_take_place(life->control)
        && (!life->inspector->hub || hub_begin(life->inspector->hub));
}

int life_ready(struct life *life)
{
    const int launcher = life->launcher;

    syscalls_limit();
    life->launcher = -1;
    if (!inspector_read_documents(life->inspector, life->settings, life->key, launcher, READERS))
        return STATUS_ENVIRONMENT;
    if (!open_outputs(life))
        return STATUS_ENVIRONMENT;
    notify("READY=1");
    message("%s: ready, with %zu rules", life->mode, life->rules->info.rules);
    return STATUS_CLEAN;
}

/* The watchdog is fed by the thread that judges packets: when it hangs, the service is hung. */
static void feed_watchdog(struct life *life, int *timeout_ms)
{
    const uint64_t every_ms = notify_watchdog_ms();
    const uint64_t now_us = life_now_us();

    if (!every_ms)
        return;
    if (now_us - life->watchdog_us >= every_ms * 1000) {
        life->watchdog_us = now_us;
        notify("WATCHDOG=1");
    }
    if ((uint64_t)*timeout_ms > every_ms)
        *timeout_ms = (int)every_ms;
}

/* What was folded long enough is told, and files that the policy names are looked at. */
static void follow_clock(struct life *life)
{
    const uint64_t now_us = life_now_us();

    if (now_us - life->policy_us < POLICY_US && now_us >= life->policy_us)
        return;
    life->policy_us = now_us;
    if (life->inspector->hub)
        hub_tick(life->inspector->hub, now_us);
    if (life->inspector->policy[0])
        policy_engine_refresh(life->inspector->policy[0], policy_complain, NULL);
}

bool life_wait(struct life *life, int fd, int timeout_ms)
{
    struct pollfd fds[FDS + CONTROL_FDS] = {
        [FD_STOP] = { .fd = signals_fd(), .events = POLLIN },
        [FD_RELOAD] = { .fd = reload_fd(life->reload), .events = POLLIN },
        [FD_WORK] = { .fd = fd, .events = POLLIN },
        [FD_DESK] = { .fd = desk_fd(life->inspector->desk), .events = POLLIN },
        [FD_ALSO] = { .fd = life->also_fd, .events = POLLIN },
    };
    const nfds_t len = FDS + control_fds(life->control, fds + FDS);
    bool asked = false;

    if (life->out->len)
        output_flush(life->out);
    feed_watchdog(life, &timeout_ms);
    follow_clock(life);
    life->also_ready = false;
    if (poll(fds, len, timeout_ms) > 0) {
        life->also_ready = fds[FD_ALSO].revents != 0;
        for (nfds_t i = FDS; i < len; i++)
            asked = asked || fds[i].revents;
        if (asked)
            control_serve(life->control);
        if (fds[FD_DESK].revents)
            desk_run(life->inspector->desk);
        if (fds[FD_RELOAD].revents) {
            struct generation *const made = reload_run(life->reload);

            if (made)
                use(life, made);
        }
    }
    return !signals_stopped();
}

bool life_end(struct life *life)
{
    const bool told = hub_close(life->inspector->hub);

    notify("STOPPING=1");
    control_close(life->control);
    desk_free(life->inspector->desk);
    if (life->launcher >= 0)
        close(life->launcher);
    reload_free(life->reload);
    generation_drop(life->rules);
    policy_engine_free(life->inspector->policy[0]);
    return told;
}
