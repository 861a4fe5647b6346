/* dlpscan/cmd_scan.c - `dlpscan scan`: files in, findings out. */

#include "command.h"
#include "mem.h"
#include "message.h"
#include "run.h"
#include "stdin_once.h"
#include "walk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int check_paths(const struct settings *settings, char **paths, int count)
{
    for (int i = 0; i < count; i++) {
        if (*paths[i] == '\0') {
            message("a path is empty; '.' is the current folder");
            return STATUS_USER;
        }
    }
    if (count == 0 && !settings->files_from) {
        message("missing argument: PATH...; see 'dlpscan scan --help'");
        return STATUS_USER;
    }
    return stdin_is_once(paths, count, settings->files_from) ? STATUS_CLEAN : STATUS_USER;
}

/* The file of --files-from, or NULL. False, and said, when it cannot be opened. */
static bool open_list(FILE **list, const char *path)
{
    *list = NULL;
    if (!path)
        return true;
    *list = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (!*list)
        message_about(path, "cannot read the list of files: %s", strerror(errno));
    return *list != NULL;
}

int cmd_scan(const struct settings *settings, char **args, int count)
{
    struct scan *const scan = mem_array(1, sizeof(*scan));
    int status = check_paths(settings, args, count);

    scan->settings = settings;
    scan->paths = args;
    scan->paths_len = count;
    scan->walk = walk_all;
    if (status == STATUS_CLEAN && !open_list(&scan->list, settings->files_from))
        status = STATUS_USER;
    if (status == STATUS_CLEAN)
        status = run_scan(scan);
    if (scan->list)
        fclose(scan->list);
    mem_free(scan);
    return status;
}

int cmd_baseline(const struct settings *settings, char **args, int count)
{
    struct settings changed = *settings;

    /* With a report of its own on standard output, e.g. `-f text -o baseline:known`, scan does it. */
    changed.format = "baseline";
    if (!changed.fail_given) {
        changed.fail_given = true; /* known is what they shall be: findings are no failure */
        memset(changed.fail_from, 0, sizeof(changed.fail_from));
    }
    return cmd_scan(&changed, args, count);
}
