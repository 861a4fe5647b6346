/* worker/fopen.c - a library that insists on a path gets the document, and nothing else.
 *
 * The sandbox lets nobody open a file. This stands before the C library's fopen(): the document's
 * descriptor has a path, and only that one works. (A sanitizer has a fopen() of its own, and no sandbox.) */

#include "worker/worker.h"

#ifndef __SANITIZE_ADDRESS__
#  include <errno.h>
#  include <fcntl.h>
#  include <stdio.h>
#  include <string.h>
#  include <unistd.h>

#  define DOCUMENT_PATH "/proc/self/fd/3"
#  define DOCUMENT_FD 3

static bool allowed;

void worker_allow_open(bool yes)
{
    allowed = yes;
}

__attribute__((visibility("default"))) FILE *fopen(const char *path, const char *mode);

FILE *fopen(const char *path, const char *mode)
{
    FILE *file;
    int fd;

    if (allowed && mode[0] == 'r') {
        fd = open(path, O_RDONLY | O_CLOEXEC);
        return fd >= 0 ? fdopen(fd, mode) : NULL;
    }
    if (strcmp(path, DOCUMENT_PATH) != 0 || mode[0] != 'r') {
        errno = EACCES;
        return NULL;
    }
    fd = dup(DOCUMENT_FD);
    file = fd >= 0 ? fdopen(fd, mode) : NULL;
    if (file)
        rewind(file);
    return file;
}
#else
void worker_allow_open(bool yes)
{
    (void)yes;
}
#endif
