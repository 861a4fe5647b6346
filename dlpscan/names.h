/* dlpscan/names.h - a directory's names in byte order, in bounded memory. */
#ifndef DLPSCAN_NAMES_H
#define DLPSCAN_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** A name, and what the directory itself knows of it: to be proved when it is opened. */
struct name {
    ino_t inode;
    unsigned char type; /* DT_REG and so on; DT_UNKNOWN where the file system does not tell */
    char text[];
};

/** One batch of names, and where to go on. Start with NAMES_INIT. */
struct names {
    struct name **at; /* sorted */
    size_t len, cap;
    size_t next;       /* of at: the one that names_next() gives */
    bool more;         /* the directory holds names behind this batch */
    struct name *last; /* of the batch before, or NULL */
};
#define NAMES_INIT { NULL, 0, 0, 0, true, NULL }

/** Does the next names_next() read the directory, which may take long? */
bool names_used_up(const struct names *names);

/** The next name in byte order; NULL behind the last one.
 *  @param fd     the directory; read again for each batch, its position is moved.
 *  @param error  set to an errno when the directory could not be read to its end, else kept.
 *  The name is valid until the next call. */
const struct name *names_next(struct names *names, int fd, int *error);

/** Could the directory hold it? True when the batch at hand does not tell. After names_next(). */
bool names_may_hold(const struct names *names, const char *name);

void names_free(struct names *names);

#endif
