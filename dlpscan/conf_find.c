/* dlpscan/conf_find.c - the file of settings that belongs to a target, as git finds its repository.
 *
 * A file that another user may write could say for us what is not to be looked at: it is told and left
 * alone, and so is a link. */

#include "conf.h"
#include "mem.h"
#include "message.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Is that the file? What is wrong with it is said. */
static bool is_usable(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode))
        message_about(path, "no regular file: not read; name it with --config, if it is meant");
    else if ((st.st_uid != geteuid() && st.st_uid != 0) || (st.st_mode & (S_IWGRP | S_IWOTH)))
        message_about(path,
                      "other users may write it: not read; name it with --config, if it is meant");
    else
        return true;
    return false;
}

/* The nearest one at or above a folder, whose path has no links; NULL: none. */
static char *find_above(char folder[PATH_MAX])
{
    const size_t room = PATH_MAX - sizeof(CONF_NAME) - 1;
    size_t len = strlen(folder);

    for (;;) {
        char file[PATH_MAX];

        if (len < room) {
            const size_t slash = len > 1 ? len : 0;

            memcpy(file, folder, slash);
            file[slash] = '/';
            memcpy(file + slash + 1, CONF_NAME, sizeof(CONF_NAME));
            if (is_usable(file))
                return mem_copy(file, strlen(file));
        }
        if (len <= 1)
            return NULL;
        while (len > 1 && folder[len - 1] != '/')
            len--;
        len -= len > 1;
        folder[len] = '\0';
    }
}

static char *find_for(const char *target)
{
    char folder[PATH_MAX];
    struct stat st;

    if (strcmp(target, "-") == 0)
        target = ".";
    if (!realpath(target, folder))
        return NULL; /* not there: whoever reads it says so */
    if (stat(folder, &st) == 0 && !S_ISDIR(st.st_mode)) {
        char *const slash = strrchr(folder, '/');

        slash[slash == folder] = '\0';
    }
    return find_above(folder);
}

bool conf_find(char **file, char **targets, int count)
{
    *file = find_for(count > 0 ? targets[0] : ".");
    for (int i = 1; i < count; i++) {
        char *const other = find_for(targets[i]);
        const bool same = other && *file ? strcmp(other, *file) == 0 : other == *file;

        if (!same)
            message_about(
                other ? other : *file,
                "not the settings of every PATH; name one file with --config, take none with "
                "--no-config, or scan them one after the other");
        mem_free(other);
        if (!same) {
            mem_free(*file);
            *file = NULL;
            return false;
        }
    }
    return true;
}
