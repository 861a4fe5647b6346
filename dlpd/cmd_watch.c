/* dlpd/cmd_watch.c - `dlpd watch`: a live interface in, incidents out. */

#include "commands.h"

#include "core/daemon.h"
#include "core/watch.h"
#include "folder/folder_loop.h"
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
        .batch_ms = (unsigned)settings->batch_ms,
    };
    char error[512];
    struct live *const live = live_open(&options, status, error, sizeof(error));

    if (!live)
        message_about(settings->interface, "%s", error);
    return live;
}

static int watch(struct daemon *daemon)
{
    const struct settings *const settings = daemon->life.settings;
    int status;
    struct live *const live = open_interface(settings, &status);

    if (!live)
        return status;
    status = privileges_drop(settings->user, false);
    if (status == STATUS_CLEAN)
        status = watch_run(&daemon->life, live, settings->interface, &daemon->totals);
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
