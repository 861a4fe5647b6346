/* dlpscan/names.h - a directory's names in byte order, in bounded memory. */
#ifndef DLPSCAN_NAMES_H
#define DLPSCAN_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/** One batch of names, and where to go on. Start with NAMES_INIT. */
struct names {
    char **at; /* sorted */
    size_t len, cap;
    size_t next; /* of at: the one that names_next() gives */
    bool more;   /* the directory holds names behind this batch */
    char *last;  /* the name given last, or NULL */
};
#define NAMES_INIT { NULL, 0, 0, 0, true, NULL }

/** The next name in byte order; NULL behind the last one.
 *  @param fd     the directory; read again for each batch, its position is moved.
 *  @param error  set to an errno when the directory could not be read to its end, else kept.
 *  The name is valid until the next call. */
const char *names_next(struct names *names, int fd, int *error);

void names_free(struct names *names);

#endif
