/* dlpscan/cmd_git.c - `dlpscan git`: the history of a repository, or a change of it. */

#include "command.h"
#include "gitwalk.h"
#include "mem.h"
#include "run.h"

int cmd_git(const struct settings *settings, char **args, int count)
{
    struct scan *const scan = mem_array(1, sizeof(*scan));
    int status;

    scan->settings = settings;
    scan->walk = gitwalk_all;
    status = gitwalk_open(scan, count > 0 ? args[0] : ".");
    if (status == STATUS_CLEAN)
        status = run_scan(scan);
    gitwalk_close(scan);
    mem_free(scan);
    return status;
}
