/* common/output.c - what is written, buffered, with failures remembered.
 *
 * stdio is not used: it forgets errno, and it cannot be told from a signal's EINTR. */

#include "output.h"

#include "mem.h"
#include "message.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define OUTPUT_BUFFER ((size_t)64 << 10)

void output_init(struct output *out, int fd, const char *name)
{
    out->fd = fd;
    out->name = name;
    out->data = mem_alloc(OUTPUT_BUFFER);
    out->len = 0;
    out->error = 0;
}

static void output_all(struct output *out, const char *data, size_t len)
{
    while (len > 0 && !out->error) {
        const ssize_t done = write(out->fd, data, len);

        if (done < 0 && errno != EINTR)
            out->error = errno;
        if (done > 0) {
            data += done;
            len -= (size_t)done;
        }
    }
}

void output_flush(struct output *out)
{
    output_all(out, out->data, out->len);
    out->len = 0;
}

int output_write(const void *data, size_t len, void *user)
{
    struct output *const out = user;

    if (len > OUTPUT_BUFFER - out->len)
        output_flush(out);
    if (len > OUTPUT_BUFFER) {
        output_all(out, data, len);
    } else if (len > 0) {
        memcpy(out->data + out->len, data, len);
        out->len += len;
    }
    return out->error != 0;
}

/* Whoever reads us went away: what a program does that never heard of SIGPIPE. */
static void die_of_pipe(void)
{
    sigset_t set;

    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(SIGPIPE);
}

bool output_close(struct output *out)
{
    output_flush(out);
    if (close(out->fd) != 0 && errno != EINTR && !out->error)
        out->error = errno;
    mem_free(out->data);
    out->data = NULL;
    if (out->error == EPIPE)
        die_of_pipe();
    if (out->error && out->name)
        message_about(out->name,
                      "cannot write: %s; the report is not whole: free some room, "
                      "or send it elsewhere",
                      strerror(out->error));
    else if (out->error)
        message("cannot write to standard output: %s; the report is not whole: free some room, "
                "or send it elsewhere",
                strerror(out->error));
    return out->error == 0;
}

bool output_now(const char *data, size_t len)
{
    struct output out;

    output_init(&out, STDOUT_FILENO, NULL);
    output_write(data, len, &out);
    return output_close(&out);
}
