/* dlpscan/read.c - a file's bytes in pieces, and whether they were all of it.
 *
 * read(2), never mmap(2): a mapped file that shrinks kills the process. A file that grows as
 * fast as we read must not keep us forever, so there is an end to what it may grow. */

#include "read.h"

#include "io_pace.h"
#include "reasons.h"
#include "signals.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

#define GROWTH_MAX ((uint64_t)1 << 20)

static _Atomic uint64_t total;

uint64_t reading_total(void)
{
    return atomic_load_explicit(&total, memory_order_relaxed);
}

/* Standard input may be silent for hours: wait for it and for a stop at once. */
static void wait_for_stream(int fd)
{
    struct pollfd fds[2] = { { fd, POLLIN, 0 }, { signals_fd(), POLLIN, 0 } };

    while (poll(fds, 2, -1) < 0 && errno == EINTR && !signals_stopped())
        ;
}

static size_t reading_end(struct reading *reading)
{
    if (!reading->stream && reading->got < reading->size)
        reading->reason = REASON_CHANGED; /* it shrank */
    return 0;
}

/* A regular file gives fewer bytes than there is room for only at its end. One more read would say so
 * again, and is left out where that end is where it was when the file was opened: file systems that
 * make files up as they are read tell other sizes. */
static bool is_whole(const struct reading *reading, bool fewer)
{
    return fewer && !reading->stream && reading->got == reading->size;
}

size_t reading_some(struct reading *reading, char *data, size_t room)
{
    const uint64_t most = reading->size + GROWTH_MAX;
    size_t want = room;

    if (!reading->stream && most - reading->got < want)
        want = (size_t)(most - reading->got);
    if (reading->whole)
        return 0;
    if (want == 0) {
        reading->reason = REASON_CHANGED; /* it grows and grows */
        return 0;
    }
    for (;;) {
        ssize_t n;

        if (reading->stream)
            wait_for_stream(reading->fd);
        if (signals_stopped()) {
            reading->reason = REASON_INTERRUPTED;
            return 0;
        }
        n = read(reading->fd, data, want);
        if (n > 0) {
            reading->got += (uint64_t)n;
            pace_take((uint64_t)n);
            atomic_fetch_add_explicit(&total, (uint64_t)n, memory_order_relaxed);
            reading->whole = is_whole(reading, (size_t)n < want);
            return (size_t)n;
        }
        if (n == 0)
            return reading_end(reading);
        if (errno != EINTR && errno != EAGAIN) {
            reading->reason = REASON_READ_ERROR;
            reading->error = errno;
            return 0;
        }
    }
}

size_t reading_next(struct reading *reading, char *data)
{
    return reading_some(reading, data, READ_BYTES);
}
