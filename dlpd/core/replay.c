/* dlpd/core/replay.c - frames of sources -> the packet path, and what is said about the sources. */

#include "core/replay.h"

#include "capture/source.h"
#include "core/pace.h"
#include "fragment/fragments.h"
#include "message.h"
#include "program.h"
#include "signals.h"
#include "util/json.h"

#include <stdio.h>

#define ERROR_TEXT 512

/* What a capture was, beside its flows. */
struct capture {
    const char *name;
    char error[ERROR_TEXT]; /* "": it was read to its end */
    struct packet_path before;
    uint64_t fragments_lost;
    int link;
};

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

static uint64_t count(const struct replay *replay, const struct capture *capture,
                      enum outcome outcome)
{
    return replay->path.outcome[outcome] - capture->before.outcome[outcome];
}

static void print_record(const struct replay *replay, const struct capture *capture)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "{\"schema\":1");
    json_text(&line, "kind", "capture");
    json_text(&line, "path", capture->name);
    json_number(&line, "frames", replay->path.frames - capture->before.frames);
    json_number(&line, "bytes", replay->path.bytes - capture->before.bytes);
    json_name(&line, "packets");
    buffer_char(&line, '{');
    for (int i = 0; i < OUTCOMES; i++) {
        if (count(replay, capture, (enum outcome)i))
            json_number(&line, outcome_infos[i].name, count(replay, capture, (enum outcome)i));
    }
    buffer_char(&line, '}');
    json_number(&line, "datagrams_not_whole", capture->fragments_lost);
    json_number(&line, "evicted_flows", replay->path.evicted - capture->before.evicted);
    if (capture->error[0])
        json_text(&line, "damaged", capture->error);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, replay->out);
    buffer_free(&line);
}

static void say(const struct replay *replay, const struct capture *capture)
{
    if (capture->error[0])
        message_about(capture->name, "not read to its end: %s", capture->error);
    for (int i = 0; i < OUTCOMES; i++) {
        const uint64_t n = count(replay, capture, (enum outcome)i);

        if (n == 0 || !outcome_infos[i].incomplete)
            continue;
        if (i == OUTCOME_UNKNOWN_LINK)
            message_about(capture->name, "%llu packets not judged: link type %d is not known",
                          (unsigned long long)n, capture->link);
        else
            message_about(capture->name, "%llu packets not judged: %s", (unsigned long long)n,
                          outcome_infos[i].text);
    }
    if (capture->fragments_lost)
        message_about(capture->name, "%llu datagrams not judged: fragments of them are missing",
                      (unsigned long long)capture->fragments_lost);
    if (replay->path.evicted > capture->before.evicted)
        message_about(capture->name,
                      "%llu connections were closed early to keep to the memory limit; give more "
                      "--memory",
                      (unsigned long long)(replay->path.evicted - capture->before.evicted));
}

static void account(struct replay *replay, const struct capture *capture)
{
    replay->captures++;
    replay->frames += replay->path.frames - capture->before.frames;
    replay->bytes += replay->path.bytes - capture->before.bytes;
    replay->damaged += capture->error[0] != '\0';
    for (int i = 0; i < OUTCOMES; i++) {
        if (outcome_infos[i].incomplete)
            replay->skipped += count(replay, capture, (enum outcome)i);
    }
    replay->skipped += capture->fragments_lost;
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
    account(replay, &capture);
    if (replay->records)
        print_record(replay, &capture);
    say(replay, &capture);
}
