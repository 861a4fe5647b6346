/* dlpd/event/sink_local.c - incidents to other programs of this machine: syslog, the journal, a socket.
 *
 * Nobody who reads slowly may hold up the packets: nothing here waits, and what cannot be sent at once is
 * counted as lost. */

#include "event/sink.h"

#include "mem.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define PENDING_MAX ((size_t)1 << 20)
#define FACILITY_LOCAL0 (16 << 3)

/* By action: a message of RFC 5424's severities notice, notice, warning, critical. */
static const int severities[POLICY_ACTIONS] = { 5, 5, 4, 2 };

static bool join(struct sink *sink, int type, char error[SINK_ERROR])
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    const size_t len = strlen(sink->spec->path);

    if (len >= sizeof(to.sun_path)) {
        snprintf(error, SINK_ERROR, "the path of a socket has at most %zu bytes",
                 sizeof(to.sun_path) - 1);
        return false;
    }
    memcpy(to.sun_path, sink->spec->path, len);
    sink->fd = socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (sink->fd >= 0 && connect(sink->fd, (const struct sockaddr *)&to, sizeof(to)) == 0)
        return true;
    snprintf(error, SINK_ERROR, "nobody listens: %s", strerror(errno));
    if (sink->fd >= 0)
        close(sink->fd);
    return false;
}

/* The other end went away: the next event tries anew. */
static void leave(struct sink *sink, const char *what, char error[SINK_ERROR])
{
    snprintf(error, SINK_ERROR, "%s: %s", what, strerror(errno));
    close(sink->fd);
    sink->opened = false;
}

static bool datagram_open(struct sink *sink, char error[SINK_ERROR])
{
    return join(sink, SOCK_DGRAM, error);
}

static bool datagram_send(struct sink *sink, const struct buffer *message, char error[SINK_ERROR])
{
    const ssize_t sent = send(sink->fd, message->data, message->len, MSG_NOSIGNAL);

    if (sent == (ssize_t)message->len)
        return true;
    if (sent < 0 && (errno == EAGAIN || errno == EMSGSIZE))
        snprintf(error, SINK_ERROR, "does not take the message: %s", strerror(errno));
    else
        leave(sink, "cannot be sent to", error);
    return false;
}

static void local_close(struct sink *sink)
{
    close(sink->fd);
}

static bool syslog_write(struct sink *sink, const struct event *event, char error[SINK_ERROR])
{
    const time_t seconds = (time_t)(event->time_us / 1000000);
    struct buffer message = BUFFER_INIT;
    char when[32] = "";
    struct tm tm;
    bool sent;

    /* RFC 3164's time, as every syslog daemon takes it from /dev/log: local, without a year. */
    if (localtime_r(&seconds, &tm))
        (void)strftime(when, sizeof(when), "%b %e %H:%M:%S", &tm);
    buffer_format(&message, "<%d>%s dlpd[%ld]: ", FACILITY_LOCAL0 | severities[event->action], when,
                  (long)getpid());
    buffer_add(&message, event->line, event->len);
    sent = datagram_send(sink, &message, error);
    buffer_free(&message);
    return sent;
}

/* The journal's own protocol: a field a line. Our lines hold no line's end: JSON escapes it. */
static bool journal_write(struct sink *sink, const struct event *event, char error[SINK_ERROR])
{
    struct buffer message = BUFFER_INIT;
    bool sent;

    buffer_format(&message, "PRIORITY=%d\nSYSLOG_IDENTIFIER=dlpd\nDLPD_ACTION=%s\nMESSAGE=",
                  severities[event->action], policy_action_name(event->action));
    buffer_add(&message, event->line, event->len);
    buffer_char(&message, '\n');
    sent = datagram_send(sink, &message, error);
    buffer_free(&message);
    return sent;
}

static bool stream_open(struct sink *sink, char error[SINK_ERROR])
{
    if (!join(sink, SOCK_STREAM, error))
        return false;
    sink->state = mem_array(1, sizeof(struct buffer));
    return true;
}

static void stream_close(struct sink *sink)
{
    if (sink->state)
        buffer_free(sink->state);
    mem_free(sink->state);
    sink->state = NULL;
    close(sink->fd);
}

/* What the socket did not take waits for the next event, up to a limit. */
static bool stream_write(struct sink *sink, const struct event *event, char error[SINK_ERROR])
{
    struct buffer *const pending = sink->state;
    struct buffer rest = BUFFER_INIT;
    const bool full = pending->len + event->len + 1 > PENDING_MAX;
    ssize_t sent;

    if (!full) {
        buffer_add(pending, event->line, event->len);
        buffer_char(pending, '\n');
    }
    sent = send(sink->fd, pending->data, pending->len, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) {
        snprintf(error, SINK_ERROR, "the reader went away: %s", strerror(errno));
        stream_close(sink);
        sink->opened = false;
        return false;
    }
    if (sent > 0) {
        buffer_add(&rest, pending->data + sent, pending->len - (size_t)sent);
        buffer_free(pending);
        *pending = rest;
    }
    if (full)
        snprintf(error, SINK_ERROR, "the reader is too slow");
    return !full;
}

const struct sink_kind sink_syslog = { .name = "syslog",
                                       .path = "/dev/log",
                                       .rate = 100,
                                       .open = datagram_open,
                                       .write = syslog_write,
                                       .close = local_close };
const struct sink_kind sink_journal = { .name = "journald",
                                        .path = "/run/systemd/journal/socket",
                                        .rate = 100,
                                        .open = datagram_open,
                                        .write = journal_write,
                                        .close = local_close };
const struct sink_kind sink_socket = { .name = "socket",
                                       .rate = 1000,
                                       .open = stream_open,
                                       .write = stream_write,
                                       .close = stream_close };
