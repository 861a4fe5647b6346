/* dlpd/core/daemon.c - what `dlpd watch` and `dlpd gate` begin and end with. */

#include "core/daemon.h"

#include "core/summary.h"
#include "desk_choice.h"
#include "key_choice.h"
#include "message.h"
#include "program.h"
#include "signals.h"
#include "util/notify.h"
#include "util/secret_hash.h"

#include <string.h>
#include <unistd.h>

#define IDLE_US (UINT64_C(3600) * 1000000)
#define CLOSED_US (UINT64_C(10) * 1000000)

static void prepare(struct daemon *daemon, const struct settings *settings, const char *mode,
                    const char *name)
{
    *daemon = (struct daemon){
        .inspector = { .out = &daemon->out,
                       .capture = name,
                       .max_bytes = settings->max_bytes,
                       .both = settings->both,
                       .all_flows = settings->flows,
                       .gated = strcmp(mode, "gate") == 0,
                       .batched = true },
        .life = { .mode = mode,
                  .settings = settings,
                  .inspector = &daemon->inspector,
                  .path = &daemon->path,
                  .out = &daemon->out,
                  .also_fd = -1 },
    };
    output_init(&daemon->out, STDOUT_FILENO, NULL);
    inspector_init(&daemon->inspector);
    packet_path_init(&daemon->path, &daemon->inspector.events);
    daemon->path.decoder.verify_checksums = settings->checksums;
    daemon->path.idle_us = IDLE_US;
    daemon->path.closed_us = CLOSED_US;
    if (settings->memory)
        daemon->path.memory_max = (size_t)settings->memory;
    inspector_gather(&daemon->inspector, daemon->path.memory_max);
}

/* Flows that are open keep the rules of their texts, so they end first. */
static int finish(struct daemon *daemon, int status)
{
    const double seconds = (double)(life_now_us() - daemon->life.start_us) / 1e6;
    bool told;

    if (daemon->totals.captures)
        summary_print(&daemon->totals, &daemon->inspector, &daemon->life.rules->info, seconds);
    packet_path_free(&daemon->path);
    told = life_end(&daemon->life);
    if (!output_close(&daemon->out) || !told || daemon->inspector.broken)
        return STATUS_ENVIRONMENT;
    return status;
}

static int run_with(const struct settings *settings, const char *mode, const char *name,
                    const dlp_key *key, bool tokens, int launcher,
                    int (*run)(struct daemon *daemon))
{
    struct daemon daemon;
    struct generation *rules;
    int status;

    prepare(&daemon, settings, mode, name);
    daemon.inspector.tokens = tokens;
    daemon.life.launcher = launcher;
    rules = generation_new(settings, key, daemon.inspector.gated, &status);
    if (rules) {
        status = life_start(&daemon.life, rules, key);
        if (status == STATUS_CLEAN)
            status = run(&daemon);
    }
    return finish(&daemon, status);
}

int daemon_run(const struct settings *settings, const char *mode, const char *name,
               int (*run)(struct daemon *daemon))
{
    dlp_key *key = NULL;
    bool own = false;
    int status, launcher;

    if (secret_hash_start() != 0) {
        message("the system gives no random numbers");
        return STATUS_ENVIRONMENT;
    }
    notify_start();
    status = desk_choose(settings, &launcher);
    signals_start();
    if (status == STATUS_CLEAN)
        status = key_choose(&key, settings->key_file, true, &own);
    if (status == STATUS_CLEAN)
        status = run_with(settings, mode, name, key, key && !own, launcher, run);
    dlp_key_free(key);
    return status;
}
