/* extract/extractor.c - asking the worker, and hearing its answer.
 *
 * Each document has a socket of its own for the answer, so that documents of many threads are read at
 * once and nobody waits for another's. Closing it makes the process at its other end die. */

#include "extract/extractor.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define LOOK_MS 100u         /* how late a cancellation may be noticed */
#define GRACE_NS 2000000000u /* the worker's master says "timeout" itself, and a little later */
#define CONNECTS_MAX 3       /* that fail: then there is no worker */

struct dlp_extractor {
    struct dlp_extractor_options options;
    char *passwords;
    size_t passwords_len;
    pthread_mutex_t lock; /* of the rest */
    int socket;           /* -1: not connected */
    unsigned failed;      /* connects, or workers that ended by themselves */
};

static dlp_status copy_passwords(dlp_extractor *extractor, const char *const *passwords)
{
    const size_t most = DLP_REQUEST_MAX / 2;
    size_t at = 0;

    extractor->options.passwords = NULL;
    if (!passwords)
        return DLP_OK;
    extractor->passwords = dlp_calloc(1, most);
    if (!extractor->passwords)
        return DLP_ENOMEM;
    for (size_t i = 0; passwords[i]; i++) {
        const size_t len = strlen(passwords[i]) + 1;

        if (len > most - at)
            return DLP_EINVAL;
        memcpy(extractor->passwords + at, passwords[i], len);
        at += len;
    }
    extractor->passwords_len = at;
    return DLP_OK;
}

dlp_status dlp_extractor_new(dlp_extractor **out, const struct dlp_extractor_options *options,
                             struct dlp_error *err)
{
    dlp_extractor *extractor;
    dlp_status status;

    *out = NULL;
    dlp_error_clear(err);
    if (!options || options->version != DLP_EXTRACTOR_OPTIONS_VERSION || !options->connect)
        return dlp_error_set(err, DLP_EINVAL, "extractor options: use their INIT, and a connect");
    extractor = dlp_calloc(1, sizeof(*extractor));
    if (!extractor)
        return dlp_error_nomem(err);
    extractor->options = *options;
    extractor->socket = -1;
    pthread_mutex_init(&extractor->lock, NULL);
    status = copy_passwords(extractor, options->passwords);
    if (status != DLP_OK) {
        dlp_extractor_free(extractor);
        return status == DLP_ENOMEM ? dlp_error_nomem(err)
                                    : dlp_error_set(err, status, "the passwords are too long");
    }
    *out = extractor;
    return DLP_OK;
}

void dlp_extractor_free(dlp_extractor *extractor)
{
    if (!extractor)
        return;
    if (extractor->socket >= 0)
        close(extractor->socket);
    pthread_mutex_destroy(&extractor->lock);
    dlp_free_wiped(extractor->passwords, extractor->passwords ? DLP_REQUEST_MAX / 2 : 0);
    dlp_free(extractor);
}

const struct dlp_extractor_options *dlp_extractor_limits(const dlp_extractor *extractor)
{
    return &extractor->options;
}

/* With the lock held. */
static bool connected(dlp_extractor *extractor)
{
    if (extractor->socket < 0 && extractor->failed < CONNECTS_MAX) {
        extractor->socket = extractor->options.connect(extractor->options.user);
        extractor->failed += extractor->socket < 0;
    }
    return extractor->socket >= 0;
}

/* One packet with two descriptors. */
static bool send_packet(int socket, const uint8_t *packet, size_t len, const int fds[2])
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(2 * sizeof(int))];
    } control = { .room = { 0 } };
    struct iovec part = { (void *)(uintptr_t)packet, len };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof(control.room) };
    struct cmsghdr *const head = CMSG_FIRSTHDR(&message);
    ssize_t n;

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(head), fds, 2 * sizeof(int));
    do
        n = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)len;
}

static bool send_request(dlp_extractor *extractor, const uint8_t *packet, size_t len,
                         const int fds[2])
{
    bool sent = false;

    pthread_mutex_lock(&extractor->lock);
    for (unsigned tries = 0; tries < 2 && !sent && connected(extractor); tries++) {
        sent = send_packet(extractor->socket, packet, len, fds);
        if (!sent) { /* the worker is gone */
            close(extractor->socket);
            extractor->socket = -1;
        }
    }
    pthread_mutex_unlock(&extractor->lock);
    return sent;
}

bool dlp_extractor_is_gone(dlp_extractor *extractor)
{
    struct pollfd end = { -1, 0, 0 };
    bool gone;

    pthread_mutex_lock(&extractor->lock);
    end.fd = extractor->socket;
    gone = end.fd < 0 || (poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR)));
    if (gone && end.fd >= 0) {
        close(end.fd);
        extractor->socket = -1;
        extractor->failed++;
    }
    pthread_mutex_unlock(&extractor->lock);
    return gone;
}

bool dlp_extractor_ask(dlp_extractor *extractor, int fd, uint64_t time_ms, int *reply)
{
    const struct dlp_request request = {
        .flags = (extractor->options.flags & DLP_EXTRACT_NO_SANDBOX ? DLP_REQUEST_NO_SANDBOX : 0)
            | (extractor->options.flags & DLP_EXTRACT_OCR ? DLP_REQUEST_OCR : 0),
        .time_ms = time_ms,
        .memory = extractor->options.max_memory,
        .passwords = extractor->passwords,
        .passwords_len = extractor->passwords_len,
    };
    const struct timeval look = { 0, (suseconds_t)LOOK_MS * 1000 };
    uint8_t packet[DLP_REQUEST_MAX];
    const size_t len = dlp_request_write(packet, &request);
    int ends[2], fds[2];
    bool sent;

    *reply = -1;
    if (len == 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    fds[0] = fd;
    fds[1] = ends[1];
    (void)setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &look, sizeof(look));
    sent = send_request(extractor, packet, len, fds);
    explicit_bzero(packet, sizeof(packet));
    close(ends[1]);
    if (sent)
        *reply = ends[0];
    else
        close(ends[0]);
    return sent;
}

enum dlp_reason dlp_extractor_next(int reply, uint64_t deadline_ns, const atomic_bool *cancelled,
                                   uint8_t *packet, struct dlp_frame *frame)
{
    for (;;) {
        const ssize_t n = recv(reply, packet, DLP_FRAME_MAX, MSG_TRUNC); /* LOOK_MS at most */

        if (atomic_load_explicit(cancelled, memory_order_relaxed))
            return DLP_REASON_CANCELLED;
        if (n < 0 && errno == EAGAIN) {
            if (dlp_clock_ns() > deadline_ns + GRACE_NS)
                return DLP_REASON_TIMEOUT;
        } else if (n >= 0 || errno != EINTR) {
            if (n > 0 && dlp_frame_read(frame, packet, (size_t)n))
                return DLP_REASON_NONE;
            /* It was killed, and nobody could say so: there was no room for more frames. */
            return n == 0 && dlp_clock_ns() > deadline_ns ? DLP_REASON_TIMEOUT : DLP_REASON_CRASHED;
        }
    }
}

void dlp_reply_close(int reply)
{
    close(reply);
}
