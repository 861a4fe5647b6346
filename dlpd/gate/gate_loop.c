/* dlpd/gate/gate_loop.c - the gate's loop, and what is said when it ends. */

#include "clock.h"
#include "fragment/fragments.h"
#include "gate/gate.h"
#include "gate/gate_counts.h"
#include "message.h"
#include "program.h"
#include "util/json.h"

#include <stdio.h>

#define ROUND 64      /* packets between two looks at everything else */
#define GIVE_MS 10000 /* who asks for the queue waits at most so long until documents are read */

static void print_record(struct gate *gate, const char *name)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "{\"schema\":1");
    json_text(&line, "kind", "gate");
    json_text(&line, "path", name);
    json_text(&line, "fail", gate->options.fail_open ? "open" : "closed");
    gate_members(&line, gate);
    json_number(&line, "queue_full", gate->lost.queue_full - gate->before.queue_full);
    json_number(&line, "reader_full", gate->lost.reader_full - gate->before.reader_full);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, gate->life->out);
    buffer_free(&line);
}

static void finish(struct gate *gate, const char *name, struct capture *capture,
                   struct capture_totals *totals)
{
    if (!gate->given)
        (void)queue_losses(gate->queue, &gate->lost);
    gate_end(gate);
    capture->fragments_lost = fragments_lost(gate->path->decoder.fragments);
    capture_account(capture, gate->path, totals);
    if (gate->options.fail_open)
        totals->skipped += gate->counts.unjudged;
    capture_print(capture, gate->path, gate->life->out);
    print_record(gate, name);
    capture_say(capture, gate->path);
    if (gate->counts.unjudged)
        message_about(name, "%llu packets, %llu bytes, passed and were not judged",
                      (unsigned long long)gate->counts.unjudged,
                      (unsigned long long)gate->counts.unjudged_bytes);
}

/* What the process before this one had is free. */
static void take_place(struct gate *gate)
{
    const bool good = handover_ended(gate->handover) && life_take_place(gate->life);

    gate->inspector->broken = gate->inspector->broken || !good;
}

/* From the process before this one: when all else is open. */
static int take_queue(struct gate *gate, const char *name)
{
    char error[256];
    const int fd = handover_take(gate->handover);

    if (fd < 0)
        return STATUS_ENVIRONMENT;
    if (!queue_adopt(gate->queue, fd, error, sizeof(error))) {
        message_about(name, "%s", error);
        return STATUS_ENVIRONMENT;
    }
    if (!handover_taken(gate->handover, &gate->before))
        return STATUS_ENVIRONMENT;
    gate->lost = gate->before;
    message_about(name, "taken over");
    return STATUS_CLEAN;
}

/* Something about the process before this one, or about the next. */
static void look_at_others(struct gate *gate)
{
    if (gate->handover->before >= 0) {
        take_place(gate);
        return;
    }
    gate->asked = handover_asked(gate->handover);
    gate->give_ms =
        gate->now_ms + (gate->options.document_ms < GIVE_MS ? gate->options.document_ms : GIVE_MS);
}

/* A process asked for the queue. Documents that hold packets back are read first, if that does not take too long: what is sent
 * again meanwhile must not come to a process that knows nothing of them. */
static void hand_over(struct gate *gate, const char *name)
{
    if (gate->now_ms < gate->give_ms && gate_holds_documents(gate))
        return;
    gate_settle(gate);
    (void)queue_losses(gate->queue, &gate->lost);
    gate->given = handover_give(gate->handover, gate->asked, queue_fd(gate->queue), &gate->lost);
    gate->asked = -1;
    message_about(name, gate->given ? "handed over" : "nobody took it: judged here on");
}

/* Packets that still wait have their verdicts from this process, which reads no others any more. */
static void judge_the_rest(struct gate *gate)
{
    gate->life->also_fd = -1;
    while (gate->waiting && life_wait(gate->life, -1, gate_wait_ms(gate))) {
        gate->now_ms = clock_ns() / 1000000;
        gate_expire(gate);
        queue_flush(gate->queue);
    }
}

static bool wait_for_packets(struct gate *gate, const char *name, bool at_once)
{
    struct life *const life = gate->life;
    bool on;

    life->also_fd = gate->handover && gate->asked < 0 ? handover_fd(gate->handover) : -1;
    on = life_wait(life, queue_fd(gate->queue), at_once ? 0 : gate_wait_ms(gate));
    gate->now_ms = clock_ns() / 1000000;
    if (on && life->also_ready && gate->handover)
        look_at_others(gate);
    if (on && gate->asked >= 0)
        hand_over(gate, name);
    return on;
}

int gate_run(struct gate *gate, const char *name, struct capture_totals *totals)
{
    struct capture capture = { .name = name, .before = *gate->path };
    int got = 0;
    bool on = true;

    if (life_ready(gate->life) != STATUS_CLEAN)
        return STATUS_ENVIRONMENT;
    if (gate->handover && gate->handover->before >= 0) {
        if (take_queue(gate, name) != STATUS_CLEAN)
            return STATUS_ENVIRONMENT;
    } else if (!life_take_place(gate->life)) {
        return STATUS_ENVIRONMENT;
    }
    while (on && got >= 0) {
        on = wait_for_packets(gate, name, got >= ROUND);
        if (gate->given) {
            judge_the_rest(gate);
            break;
        }
        got = queue_read(gate->queue, ROUND, gate_packet, gate);
        gate_judge_joined(gate);
        gate_expire(gate);
        packet_path_tick(gate->path, life_now_us());
        queue_flush(gate->queue);
    }
    if (got < 0)
        snprintf(capture.error, sizeof(capture.error), "the queue is gone");
    finish(gate, name, &capture, totals);
    if (gate->handover && gate->handover->before >= 0)
        take_place(gate); /* outputs wait for that */
    return got < 0 ? STATUS_ENVIRONMENT : STATUS_CLEAN;
}
