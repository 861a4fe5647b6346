/* dlpscan/cmd_scan.c - `dlpscan scan`: files in, findings out. */

#include "command.h"
#include "mem.h"
#include "message.h"
#include "run.h"
#include "walk.h"

#include <string.h>

static int check_paths(char **paths, int count)
{
    int stdins = 0;

    for (int i = 0; i < count; i++) {
        stdins += strcmp(paths[i], "-") == 0;
        if (*paths[i] == '\0') {
            message("a path is empty; '.' is the current folder");
            return STATUS_USER;
        }
    }
    if (stdins > 1) {
        message("'-' is given %d times; standard input can be read once", stdins);
        return STATUS_USER;
    }
    return STATUS_CLEAN;
}

int cmd_scan(const struct settings *settings, char **args, int count)
{
    struct scan *const scan = mem_array(1, sizeof(*scan));
    int status = check_paths(args, count);

    scan->settings = settings;
    scan->paths = args;
    scan->paths_len = count;
    scan->walk = walk_all;
    if (status == STATUS_CLEAN)
        status = run_scan(scan);
    mem_free(scan);
    return status;
}
