/* dlpd/cmd_replay.c - `dlpd replay`: capture files in, incidents out. */

#include "commands.h"

#include "clock.h"
#include "core/generation.h"
#include "core/replay.h"
#include "core/streams.h"
#include "core/summary.h"
#include "desk_choice.h"
#include "key_choice.h"
#include "message.h"
#include "policy_choice.h"
#include "signals.h"
#include "util/secret_hash.h"
#include "util/syscalls.h"

#include <string.h>
#include <unistd.h>

#define IDLE_US (UINT64_C(3600) * 1000000)
#define CLOSED_US (UINT64_C(60) * 1000000)

static int check_names(char **names, int count)
{
    int stdins = 0;

    for (int i = 0; i < count; i++) {
        stdins += strcmp(names[i], "-") == 0;
        if (*names[i] == '\0') {
            message("the name of a capture is empty");
            return STATUS_USER;
        }
    }
    if (stdins > 1) {
        message("'-' is given %d times; standard input can be read once", stdins);
        return STATUS_USER;
    }
    return STATUS_CLEAN;
}

static void replay_init(struct replay *replay, const struct settings *settings,
                        const struct flow_events *events, struct output *out)
{
    *replay = (struct replay){ .out = out, .paced = settings->paced, .rotated = settings->rotated };
    packet_path_init(&replay->path, events);
    replay->path.decoder.verify_checksums = settings->checksums;
    if (settings->memory)
        replay->path.memory_max = (size_t)settings->memory;
}

static int finish(struct replay *replay, struct output *out, int status)
{
    if (!output_close(out))
        return STATUS_ENVIRONMENT;
    signals_end();
    return replay->status != STATUS_CLEAN ? replay->status : status;
}

static int run_streams(const struct settings *settings, char **names, int count)
{
    struct output out;
    struct streams streams;
    struct replay replay;

    output_init(&out, STDOUT_FILENO, NULL);
    streams_init(&streams, &out, names[0]);
    replay_init(&replay, settings, &streams.events, &out);
    replay.path.by_number = true;
    for (int i = 0; i < count && !signals_stopped(); i++) {
        streams.file = names[i];
        replay_capture(&replay, names[i]);
    }
    packet_path_free(&replay.path);
    return finish(&replay, &out, STATUS_CLEAN);
}

static int scan_all(struct inspector *inspector, const struct settings *settings,
                    const struct dlp_database_info *info, char **names, int count)
{
    const uint64_t start_ns = clock_ns();
    struct replay replay;

    output_init(inspector->out, STDOUT_FILENO, NULL);
    inspector_init(inspector);
    replay_init(&replay, settings, &inspector->events, inspector->out);
    inspector_gather(inspector, replay.path.memory_max);
    replay.records = true;
    replay.path.idle_us = IDLE_US;
    replay.path.closed_us = CLOSED_US;
    for (int i = 0; i < count && !signals_stopped(); i++) {
        inspector->capture = names[i];
        replay_capture(&replay, names[i]);
    }
    packet_path_free(&replay.path);
    summary_print(&replay.totals, inspector, info, (double)(clock_ns() - start_ns) / 1e9);
    summary_say(&replay.totals, inspector);
    return finish(&replay, inspector->out,
                  summary_status(&replay.totals, inspector, settings->incomplete_fails));
}

static void say_forgotten(struct policy_engine *engine)
{
    const uint64_t forgotten = engine ? policy_engine_forgotten(engine) : 0;

    if (forgotten)
        message(
            "%llu counts across connections were dropped to keep to the policy's memory, and began "
            "anew; give more memory_mib",
            (unsigned long long)forgotten);
}

/* No packet is late because of a slow output here: wait for it. */
static int open_outputs(struct inspector *inspector, struct policy *policy)
{
    inspector->hub = hub_open(policy);
    if (!inspector->hub)
        return STATUS_ENVIRONMENT;
    hub_wait(inspector->hub);
    return STATUS_CLEAN;
}

/* Put into force the policy that was read with the rules, and read the one that it is compared with. */
static int open_policies(struct inspector *inspector, const struct settings *settings,
                         struct generation *rules)
{
    struct policy *against;
    int status = STATUS_CLEAN;

    if (rules->policy) {
        if (settings->outputs)
            status = open_outputs(inspector, rules->policy);
        inspector->policy[0] = policy_engine_new(rules->policy);
        rules->policy = NULL; /* it is the engine's */
    }
    if (status == STATUS_CLEAN && settings->against) {
        against = policy_choose(settings->against, rules->book.set, &status);
        if (against)
            inspector->policy[1] = policy_engine_new(against);
    }
    return status;
}

static int run_scan(const struct settings *settings, struct generation *rules, const dlp_key *key,
                    bool own, int launcher, char **names, int count)
{
    struct output out;
    struct inspector inspector = { .out = &out,
                                   .generation = rules,
                                   .scanner = rules->scanner,
                                   .session_bytes = rules->info.session_bytes,
                                   .max_bytes = settings->max_bytes,
                                   .both = settings->both,
                                   .batched = true,
                                   .all_flows = settings->flows,
                                   .tokens = key && !own };
    int status;

    syscalls_limit();
    status = open_policies(&inspector, settings, rules);
    if (!inspector_read_documents(&inspector, settings, key, launcher, 0))
        status = STATUS_ENVIRONMENT;
    if (status == STATUS_CLEAN) {
        signals_watch(inspector.scanner);
        status = scan_all(&inspector, settings, &rules->info, names, count);
    }
    signals_forget();
    inspector_finish(&inspector);
    desk_free(inspector.desk);
    if (!hub_close(inspector.hub) && status < STATUS_ENVIRONMENT)
        status = STATUS_ENVIRONMENT;
    say_forgotten(inspector.policy[0]);
    policy_engine_free(inspector.policy[0]);
    policy_engine_free(inspector.policy[1]);
    return status;
}

/* With the rules and the key that the settings name. */
static int scan(const struct settings *settings, int launcher, char **names, int count)
{
    struct generation *rules = NULL;
    dlp_key *key = NULL;
    bool own = false;
    int status = key_choose(&key, settings->key_file, true, &own);

    if (status == STATUS_CLEAN)
        rules = generation_new(settings, key, false, &status);
    if (rules)
        status = run_scan(settings, rules, key, own, launcher, names, count);
    generation_drop(rules);
    dlp_key_free(key);
    return status;
}

int cmd_replay(const struct settings *settings, char **args, int count)
{
    int status = check_names(args, count), launcher = -1;

    if (status == STATUS_CLEAN && settings->against && !settings->policy) {
        message("--against compares with --policy: name that, too");
        status = STATUS_USER;
    }
    if (status == STATUS_CLEAN && secret_hash_start() != 0) {
        message("the system gives no random numbers");
        status = STATUS_ENVIRONMENT;
    }
    if (status == STATUS_CLEAN && !settings->streams)
        status = desk_choose(settings, &launcher);
    if (status != STATUS_CLEAN)
        return status;
    signals_start();
    return settings->streams ? run_streams(settings, args, count)
                             : scan(settings, launcher, args, count);
}
