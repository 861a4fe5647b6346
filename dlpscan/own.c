/* dlpscan/own.c - the files that we write ourselves. */

#include "own.h"

#include <unistd.h>

void own_add(struct own *own, int fd)
{
    struct stat *const st = &own->file[own->len];

    if (own->len < OWN_MAX && fstat(fd, st) == 0 && S_ISREG(st->st_mode))
        own->len++;
}

void own_add_path(struct own *own, const char *path)
{
    struct stat *const st = &own->file[own->len];

    if (own->len < OWN_MAX && stat(path, st) == 0 && S_ISREG(st->st_mode))
        own->len++;
}

void own_init(struct own *own)
{
    own->len = 0;
    own_add(own, STDOUT_FILENO);
    own_add(own, STDERR_FILENO);
}

bool own_is(const struct own *own, const struct stat *st)
{
    for (size_t i = 0; i < own->len; i++) {
        if (own->file[i].st_dev == st->st_dev && own->file[i].st_ino == st->st_ino)
            return true;
    }
    return false;
}

bool own_may_be(const struct own *own, ino_t inode)
{
    for (size_t i = 0; i < own->len; i++) {
        if (own->file[i].st_ino == inode)
            return true;
    }
    return false;
}
