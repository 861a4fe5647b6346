/* dlpd/core/capture_record.c - what a capture was, beside its flows. */

#include "core/capture_record.h"

#include "fragment/fragments.h"
#include "message.h"
#include "util/json.h"

static uint64_t count(const struct capture *capture, const struct packet_path *path,
                      enum outcome outcome)
{
    return path->outcome[outcome] - capture->before.outcome[outcome];
}

void capture_print(const struct capture *capture, const struct packet_path *path,
                   struct output *out)
{
    struct buffer line = BUFFER_INIT;

    buffer_text(&line, "{\"schema\":1");
    json_text(&line, "kind", "capture");
    json_text(&line, "path", capture->name);
    json_number(&line, "frames", path->frames - capture->before.frames);
    json_number(&line, "bytes", path->bytes - capture->before.bytes);
    json_name(&line, "packets");
    buffer_char(&line, '{');
    for (int i = 0; i < OUTCOMES; i++) {
        if (count(capture, path, (enum outcome)i))
            json_number(&line, outcome_infos[i].name, count(capture, path, (enum outcome)i));
    }
    buffer_char(&line, '}');
    json_number(&line, "datagrams_not_whole", capture->fragments_lost);
    json_number(&line, "evicted_flows", path->evicted - capture->before.evicted);
    if (capture->live)
        json_number(&line, "frames_lost", capture->frames_lost);
    if (capture->error[0])
        json_text(&line, "damaged", capture->error);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, out);
    buffer_free(&line);
}

void capture_say(const struct capture *capture, const struct packet_path *path)
{
    if (capture->error[0])
        message_about(capture->name, "not read to its end: %s", capture->error);
    for (int i = 0; i < OUTCOMES; i++) {
        const uint64_t n = count(capture, path, (enum outcome)i);

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
    if (capture->frames_lost)
        message_about(
            capture->name,
            "%llu frames were lost before they could be read; give more --ring, or filter",
            (unsigned long long)capture->frames_lost);
    if (path->evicted > capture->before.evicted)
        message_about(capture->name,
                      "%llu connections were closed early to keep to the memory limit; give more "
                      "--memory",
                      (unsigned long long)(path->evicted - capture->before.evicted));
}

void capture_account(const struct capture *capture, const struct packet_path *path,
                     struct capture_totals *totals)
{
    totals->captures++;
    totals->frames += path->frames - capture->before.frames;
    totals->bytes += path->bytes - capture->before.bytes;
    totals->damaged += capture->error[0] != '\0';
    for (int i = 0; i < OUTCOMES; i++) {
        if (outcome_infos[i].incomplete)
            totals->skipped += count(capture, path, (enum outcome)i);
    }
    totals->skipped += capture->fragments_lost + capture->frames_lost;
}
