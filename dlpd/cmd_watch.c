/* dlpd/cmd_watch.c - `dlpd watch`: a live interface in, incidents out. */

#include "commands.h"

#include "core/daemon.h"
#include "core/watch.h"
#include "folder/folder_loop.h"
#include "gate/reaction.h"
#include "mem.h"
#include "message.h"
#include "program.h"
#include "util/privileges.h"

#define SNAP ((size_t)256 << 10)
#define RING ((size_t)32 << 20)

static struct live *open_interface(const struct settings *settings, int *status)
{
    const struct live_options options = {
        .interface = settings->interface,
        .filter = settings->filter,
        .snap = settings->snap ? (size_t)settings->snap : SNAP,
        .ring = settings->ring ? (size_t)settings->ring : RING,
        .fanout = settings->fanout,
        .batch_ms = (unsigned)settings->batch_ms,
    };
    char error[512];
    struct live *const live = live_open(&options, status, error, sizeof(error));

    if (!live)
        message_about(settings->interface, "%s", error);
    return live;
}

static void react(struct flow *flow, unsigned side, const struct packet *packet, void *user)
{
    reaction_packet(user, flow, side, packet, life_now_us() / 1000);
}

/* An address takes a capability each time that it is put into a set. */
static int run(struct daemon *daemon, struct live *live, struct reaction *reaction)
{
    const struct settings *const settings = daemon->life.settings;
    int status = reaction_open(reaction, settings);

    if (status == STATUS_CLEAN)
        status = privileges_drop(settings->user, reaction->sets != NULL);
    if (reaction_is_on(reaction)) {
        daemon->inspector.batched = false;
        daemon->life.packet = react;
        daemon->life.metrics = reaction_metrics;
        daemon->life.members = reaction_members;
        daemon->life.user = reaction;
    }
    if (status == STATUS_CLEAN)
        status = watch_run(&daemon->life, live, settings->interface, &daemon->totals);
    if (reaction_is_on(reaction))
        message("%llu connections were ended by %llu resets; %llu addresses were condemned",
                (unsigned long long)reaction->flows, (unsigned long long)reaction->sent,
                (unsigned long long)reaction->addresses);
    return status;
}

static int watch(struct daemon *daemon)
{
    struct reaction *reaction;
    int status;
    struct live *const live = open_interface(daemon->life.settings, &status);

    if (!live)
        return status;
    reaction = mem_array(1, sizeof(*reaction));
    status = run(daemon, live, reaction);
    daemon->life.metrics = daemon->life.members = NULL;
    reaction_close(reaction);
    mem_free(reaction);
    live_close(live);
    return status;
}

/* Files are opened as who we are then, so nothing is open before. */
static int watch_folder(struct daemon *daemon)
{
    const char *const name = daemon->inspector.capture;
    struct folder *folder = NULL;
    int status = privileges_drop(daemon->life.settings->user, false);

    if (status == STATUS_CLEAN)
        folder = folder_open(name, &status);
    if (!folder)
        return status;
    daemon->inspector.files = true;
    status = folder_run(&daemon->life, folder, name, &daemon->totals);
    folder_close(folder);
    return status;
}

int cmd_watch(const struct settings *settings, char **args, int count)
{
    if (settings->interface && count == 0)
        return daemon_run(settings, "watch", settings->interface, watch);
    if (!settings->interface && count == 1)
        return daemon_run(settings, "watch", args[0], watch_folder);
    message(count ? "either --interface or a folder is to be watched, not both"
                  : "what is to be watched: --interface ('ip link' shows them), or which folder?");
    return STATUS_USER;
}
