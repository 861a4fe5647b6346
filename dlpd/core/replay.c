/* dlpd/core/replay.c - frames of sources -> the packet path, and what is said about the sources. */

#include "core/replay.h"

#include "capture/source.h"
#include "core/pace.h"
#include "fragment/fragments.h"
#include "message.h"
#include "program.h"
#include "signals.h"

#include <stdio.h>

static void feed(struct replay *replay, struct capture *capture, const struct source_kind *kind,
                 struct source *source)
{
    enum source_result result = SOURCE_FRAME;
    struct pace pace = { 0 };
    struct frame frame;

    while (!signals_stopped() && (result = kind->next(source, &frame)) == SOURCE_FRAME) {
        if (replay->paced && !pace_wait(&pace, frame.time_us))
            break;
        capture->link = frame.link;
        packet_path_frame(&replay->path, &frame);
    }
    if (result == SOURCE_DAMAGED)
        snprintf(capture->error, sizeof(capture->error), "%s", kind->error(source));
    if (signals_stopped())
        snprintf(capture->error, sizeof(capture->error), "stopped");
}

void replay_capture(struct replay *replay, const char *name)
{
    const struct source_kind *const kind = &source_file;
    struct capture capture = { .name = name, .before = replay->path };
    const uint64_t lost_before = fragments_lost(replay->path.decoder.fragments);
    struct source *const source = kind->open(name, capture.error, sizeof(capture.error));

    if (!source) {
        message_about(name, "%s", capture.error);
        replay->status = STATUS_USER;
        return;
    }
    feed(replay, &capture, kind, source);
    kind->close(source);
    if (!replay->rotated) {
        packet_path_end(&replay->path);
        replay->path.numbers[0] = replay->path.numbers[1] = 0;
    }
    capture.fragments_lost = fragments_lost(replay->path.decoder.fragments) - lost_before;
    if (!replay->rotated)
        fragments_forget(replay->path.decoder.fragments);
    capture_account(&capture, &replay->path, &replay->totals);
    if (replay->records)
        capture_print(&capture, &replay->path, replay->out);
    capture_say(&capture, &replay->path);
}
