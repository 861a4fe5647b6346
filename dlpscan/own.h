/* dlpscan/own.h - the files that we write ourselves: `dlpscan scan . >report` must not scan its own
 * report, which would never end. */
#ifndef DLPSCAN_OWN_H
#define DLPSCAN_OWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#define OWN_MAX 16

struct own {
    struct stat file[OWN_MAX]; /* regular files */
    size_t len;
};

/** Standard output and error. */
void own_init(struct own *own);

/** One more that we write; only when it is a regular file. */
void own_add(struct own *own, int fd);

/** The same of a path that is there. */
void own_add_path(struct own *own, const char *path);

/** Is it one of them? */
bool own_is(const struct own *own, const struct stat *st);

/** Could it be, by the inode number in its directory alone? */
bool own_may_be(const struct own *own, ino_t inode);

#endif
