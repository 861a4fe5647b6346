/* dlpd/cmd_gate.c - `dlpd gate`: packets of an NFQUEUE in, verdicts and incidents out. */

#include "commands.h"

#include "core/daemon.h"
#include "gate/gate.h"
#include "gate/gate_counts.h"
#include "mem.h"
#include "message.h"
#include "program.h"
#include "util/privileges.h"

#include <stdio.h>

#define SLOW_US 2000

static struct queue *open_queue(const struct settings *settings, const char *name, int *status)
{
    const struct queue_options options = { .number = settings->queue,
                                           .length = settings->queue_length };
    char error[256];
    struct queue *const queue = queue_open(&options, status, error, sizeof(error));

    if (!queue)
        message_about(name, "%s", error);
    return queue;
}

static void prepare(struct gate *gate, struct daemon *daemon)
{
    const struct settings *const settings = daemon->life.settings;

    *gate = (struct gate){ .options = { .fail_open = settings->fail_open,
                                        .hold_ms = settings->hold_ms,
                                        .document_ms = settings->document_hold_ms,
                                        .mark = settings->mark,
                                        .mark_mask = settings->mark_mask,
                                        .slow_us = settings->simulate_slow ? SLOW_US : 0 },
                           .life = &daemon->life,
                           .raw = { -1, -1 },
                           .inspector = &daemon->inspector,
                           .path = &daemon->path };
    gate_init(gate);
    daemon->path.events = &gate->events;
    daemon->life.metrics = gate_metrics;
    daemon->life.members = gate_members;
    daemon->life.user = gate;
    daemon->inspector.broken = settings->simulate_scan_failed;
}

/* Unless the process before this one has it: then it is asked when all else is open. */
static int have_queue(struct gate *gate, const struct settings *settings, const char *name)
{
    int status = STATUS_CLEAN;
    struct queue_losses losses;

    if (gate->handover && gate->handover->before >= 0) {
        gate->queue = queue_expect(settings->queue);
    } else {
        gate->queue = open_queue(settings, name, &status);
    }
    if (gate->queue && !queue_losses(gate->queue, &losses))
        message_about(
            name,
            "the kernel does not tell how many packets found no room in it: that takes root, "
            "or CAP_DAC_READ_SEARCH, at the start");
    return status;
}

/* With what must be open. */
static int judge_with(struct daemon *daemon, struct reaction *reaction)
{
    const struct settings *const settings = daemon->life.settings;
    const char *const name = daemon->inspector.capture;
    struct handover handover = { .at.fd = -1, .before = -1, .asking = -1, .after = -1 };
    struct gate gate;
    int status = STATUS_ENVIRONMENT;

    prepare(&gate, daemon);
    gate.reaction = reaction->sets ? reaction : NULL;
    if (settings->hand_over)
        gate.handover = &handover;
    if (raw_send_open(&gate.raw, GATE_MARK)
        && (!gate.handover || handover_open(&handover, settings->hand_over, settings->queue)))
        status = have_queue(&gate, settings, name);
    if (status == STATUS_CLEAN)
        status = privileges_drop(settings->user, true);
    if (status == STATUS_CLEAN)
        status = gate_run(&gate, name, &daemon->totals);
    daemon->path.events = &daemon->inspector.events; /* no flow is open any more */
    raw_send_close(&gate.raw);
    queue_close(gate.queue);
    handover_close(&handover);
    return status;
}

/* The rules are compiled by now: packets wait for nothing but their own verdicts. */
static int judge(struct daemon *daemon)
{
    struct reaction *const reaction = mem_array(1, sizeof(*reaction));
    int status = reaction_open(reaction, daemon->life.settings);

    if (status == STATUS_CLEAN)
        status = judge_with(daemon, reaction);
    reaction_close(reaction);
    mem_free(reaction);
    return status;
}

int cmd_gate(const struct settings *settings, char **args, int count)
{
    char name[32];

    (void)args;
    (void)count;
    if (!settings->queue_given) {
        message("--queue is missing: the number of the NFQUEUE that the firewall's rules name");
        return STATUS_USER;
    }
    if (queue_missing()) {
        message("%s", queue_missing());
        return STATUS_ENVIRONMENT;
    }
    snprintf(name, sizeof(name), "queue %u", (unsigned)settings->queue);
    return daemon_run(settings, "gate", name, judge);
}
