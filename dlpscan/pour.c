/* dlpscan/pour.c - all of one descriptor into another. */

#include "pour.h"

#include "buffer.h"
#include "mem.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE_BYTES ((size_t)256 << 10)

/* An unnamed file in a folder, or -1. */
static int scratch(const char *folder)
{
    struct buffer name = BUFFER_INIT;
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0) {
        buffer_format(&name, "%s/.dlpscan-XXXXXX", folder);
        fd = mkostemp(name.data, O_CLOEXEC);
        if (fd >= 0)
            unlink(name.data);
        buffer_free(&name);
    }
    return fd;
}

int pour_scratch(void)
{
    const char *const folder = getenv("TMPDIR");
    const int fd = scratch(folder && *folder ? folder : "/tmp");

    if (fd < 0)
        message("cannot make a scratch file: %s; set TMPDIR to a folder with room",
                strerror(errno));
    return fd;
}

bool pour(int from, int to)
{
    char *const data = mem_alloc(PIECE_BYTES);
    ssize_t got = 0;
    bool good = true;

    while (good && ((got = read(from, data, PIECE_BYTES)) > 0 || (got < 0 && errno == EINTR))) {
        for (ssize_t at = 0; good && at < got;) {
            const ssize_t done = write(to, data + at, (size_t)(got - at));

            good = done >= 0 || errno == EINTR;
            at += done > 0 ? done : 0;
        }
    }
    explicit_bzero(data, PIECE_BYTES);
    mem_free(data);
    return good && got == 0;
}
