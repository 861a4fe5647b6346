/* dlpd/cmd_watch.c - `dlpd watch`: a live interface in, incidents out. */

#include "commands.h"

#include "core/summary.h"
#include "core/watch.h"
#include "key_choice.h"
#include "message.h"
#include "program.h"
#include "signals.h"
#include "util/notify.h"
#include "util/privileges.h"
#include "util/secret_hash.h"

#include <unistd.h>

#define SNAP ((size_t)256 << 10)
#define RING ((size_t)32 << 20)
#define IDLE_US (UINT64_C(3600) * 1000000)
#define CLOSED_US (UINT64_C(10) * 1000000)

struct watched {
    struct inspector inspector;
    struct packet_path path;
    struct output out;
    struct life life;
    struct capture_totals totals;
};

static struct live *open_interface(const struct settings *settings, int *status)
{
    const struct live_options options = {
        .interface = settings->interface,
        .filter = settings->filter,
        .snap = settings->snap ? (size_t)settings->snap : SNAP,
        .ring = settings->ring ? (size_t)settings->ring : RING,
        .batch_ms = (unsigned)settings->batch_ms,
    };
    char error[512];
    struct live *const live = live_open(&options, status, error, sizeof(error));

    if (!live)
        message_about(settings->interface, "%s", error);
    return live;
}

static void prepare(struct watched *watched, const struct settings *settings, bool tokens)
{
    *watched = (struct watched){ .inspector = { .out = &watched->out,
                                                .capture = settings->interface,
                                                .max_bytes = settings->max_bytes,
                                                .both = settings->both,
                                                .all_flows = settings->flows,
                                                .tokens = tokens },
                                 .life = { .mode = "watch",
                                           .settings = settings,
                                           .inspector = &watched->inspector,
                                           .path = &watched->path,
                                           .out = &watched->out } };
    output_init(&watched->out, STDOUT_FILENO, NULL);
    inspector_init(&watched->inspector);
    packet_path_init(&watched->path, &watched->inspector.events);
    watched->path.decoder.verify_checksums = settings->checksums;
    watched->path.idle_us = IDLE_US;
    watched->path.closed_us = CLOSED_US;
    if (settings->memory)
        watched->path.memory_max = (size_t)settings->memory;
}

/* Flows that are open keep the rules of their texts, so they end first. */
static int finish(struct watched *watched, int status)
{
    const double seconds = (double)(life_now_us() - watched->life.start_us) / 1e6;

    if (status == STATUS_CLEAN || watched->totals.captures)
        summary_print(&watched->totals, &watched->inspector, &watched->life.rules->info, seconds);
    packet_path_free(&watched->path);
    life_end(&watched->life);
    return output_close(&watched->out) && !watched->inspector.broken ? status : STATUS_ENVIRONMENT;
}

static int watch(const struct settings *settings, struct generation *rules, const dlp_key *key,
                 bool tokens)
{
    struct watched watched;
    struct live *live = NULL;
    int status;

    prepare(&watched, settings, tokens);
    status = life_start(&watched.life, rules, key);
    if (status == STATUS_CLEAN)
        live = open_interface(settings, &status);
    if (live)
        status = privileges_drop(settings->user, false);
    if (live && status == STATUS_CLEAN)
        status = watch_run(&watched.life, live, settings->interface, &watched.totals);
    live_close(live);
    return finish(&watched, status);
}

int cmd_watch(const struct settings *settings, char **args, int count)
{
    struct generation *rules;
    dlp_key *key = NULL;
    bool own = false;
    int status;

    (void)args;
    (void)count;
    if (!settings->interface) {
        message("--interface is missing: which one is to be watched? 'ip link' shows them");
        return STATUS_USER;
    }
    if (secret_hash_start() != 0) {
        message("the system gives no random numbers");
        return STATUS_ENVIRONMENT;
    }
    signals_start();
    notify_start();
    status = key_choose(&key, settings->key_file, true, &own);
    if (status == STATUS_CLEAN) {
        rules = generation_new(settings, key, false, &status);
        if (rules)
            status = watch(settings, rules, key, key && !own);
    }
    dlp_key_free(key);
    return status;
}
