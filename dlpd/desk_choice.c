/* dlpd/desk_choice.c - the desk that the command line asks for. */

#include "desk_choice.h"

#include "message.h"
#include "util/launcher.h"

#include <dlp/dlp.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

int desk_choose(const struct settings *settings, int *launcher)
{
    const char *const path = settings->extractor ? settings->extractor : dlp_extract_path();
    int status;

    *launcher = -1;
    if (strcmp(path, "none") == 0)
        return STATUS_CLEAN;
    if (access(path, X_OK) != 0) {
        if (!settings->extractor)
            return STATUS_CLEAN; /* not installed: each document says that it was not read */
        message("%s: %s", path, strerror(errno));
        return STATUS_USER;
    }
    *launcher = launcher_open(path, settings->user, &status);
    return status;
}
