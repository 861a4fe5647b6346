/* dlpscan/own.h - the files that we write ourselves: `dlpscan scan . >report` must not scan its own
 * report, which would never end. */
#ifndef DLPSCAN_OWN_H
#define DLPSCAN_OWN_H

#include <stdbool.h>
#include <sys/stat.h>

struct own {
    struct stat out, err; /* standard output and error; st_mode 0 when they are no files */
};

void own_init(struct own *own);

/** Is it standard output or error? */
bool own_is(const struct own *own, const struct stat *st);

/** Could it be, by the inode number in its directory alone? */
bool own_may_be(const struct own *own, ino_t inode);

#endif
