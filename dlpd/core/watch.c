/* dlpd/core/watch.c - a live interface: frames -> the packet path, until a stop. */

#include "core/watch.h"

#include "fragment/fragments.h"
#include "program.h"
#include "signals.h"

#include <stdio.h>

#define ROUND 256 /* frames between two looks at everything else */
#define TICK_MS 1000

static void take_frame(struct life *life, const struct frame *frame)
{
    struct packet packet;
    struct flow *flow;
    unsigned side;

    if (packet_path_decode(life->path, frame, &packet) != OUTCOME_DECODED)
        return;
    flow = packet_path_flow(life->path, &packet, &side);
    packet_path_take(life->path, flow, side, &packet);
    if (life->packet)
        life->packet(flow, side, &packet, life->user);
}

static enum live_result round_of_frames(struct life *life, struct live *live,
                                        struct capture *capture)
{
    enum live_result result = LIVE_FRAME;
    struct frame frame;

    for (unsigned i = 0; i < ROUND && result == LIVE_FRAME; i++) {
        result = live_next(live, &frame);
        if (result == LIVE_FRAME) {
            capture->link = frame.link;
            take_frame(life, &frame);
        }
    }
    packet_path_settle(life->path);
    return result;
}

static void finish(struct life *life, struct live *live, struct capture *capture,
                   struct capture_totals *totals)
{
    struct live_losses losses;

    (void)live_losses(live, &losses);
    packet_path_end(life->path);
    inspector_finish(life->inspector);
    capture->frames_lost = losses.lost + losses.lost_earlier;
    capture->fragments_lost = fragments_lost(life->path->decoder.fragments);
    capture_account(capture, life->path, totals);
    capture_print(capture, life->path, life->out);
    capture_say(capture, life->path);
}

int watch_run(struct life *life, struct live *live, const char *interface,
              struct capture_totals *totals)
{
    struct capture capture = { .name = interface, .before = *life->path, .live = true };
    enum live_result result = LIVE_NOTHING;
    bool on = true;

    if (life_ready(life) != STATUS_CLEAN)
        return STATUS_ENVIRONMENT;
    while (on && result != LIVE_BROKEN) {
        on = life_wait(life, live_fd(live), result == LIVE_FRAME ? 0 : TICK_MS);
        result = round_of_frames(life, live, &capture);
        packet_path_tick(life->path, life_now_us());
    }
    /* What the kernel holds already was sent before the stop. */
    for (unsigned i = 0; i < 4096 && result == LIVE_FRAME; i++)
        result = round_of_frames(life, live, &capture);
    if (result == LIVE_BROKEN)
        snprintf(capture.error, sizeof(capture.error), "%s", live_error(live));
    finish(life, live, &capture, totals);
    return result == LIVE_BROKEN ? STATUS_ENVIRONMENT : STATUS_CLEAN;
}
