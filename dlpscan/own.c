/* dlpscan/own.c - the files that we write ourselves. */

#include "own.h"

#include <unistd.h>

static void look(struct stat *st, int fd)
{
    if (fstat(fd, st) != 0 || !S_ISREG(st->st_mode))
        *st = (struct stat){ .st_mode = 0 };
}

void own_init(struct own *own)
{
    look(&own->out, STDOUT_FILENO);
    look(&own->err, STDERR_FILENO);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_mode != 0 && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool own_is(const struct own *own, const struct stat *st)
{
    return same_file(&own->out, st) || same_file(&own->err, st);
}

bool own_may_be(const struct own *own, ino_t inode)
{
    return (own->out.st_mode != 0 && own->out.st_ino == inode)
        || (own->err.st_mode != 0 && own->err.st_ino == inode);
}
