/* dlpd/gate/handover.c - the queue goes from one process to the next. */

#include "gate/handover.h"

#include "message.h"
#include "util/descriptor.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TAKE_MS 30000 /* it may be reading documents, or stopped in a debugger */
#define WAIT_MS 2000

/* Which queue is asked for; both processes are of one machine. */
struct request {
    char magic[6];
    uint16_t queue;
};

static struct request request_for(uint16_t queue)
{
    struct request request = { .queue = queue };

    memcpy(request.magic, "dlpd2", sizeof(request.magic));
    return request;
}

static bool comes_within(int fd, int ms)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    int got;

    do
        got = poll(&wait, 1, ms);
    while (got < 0 && errno == EINTR);
    return got > 0;
}

bool handover_open(struct handover *handover, const char *path, uint16_t queue)
{
    *handover = (struct handover){ .queue = queue, .asking = -1, .after = -1, .wait_ms = WAIT_MS };
    handover->before = local_socket_connect(path, SOCK_SEQPACKET);
    if (local_socket_listen(&handover->at, path, SOCK_SEQPACKET, handover->before >= 0))
        return true;
    handover_close(handover);
    return false;
}

int handover_take(struct handover *handover)
{
    const struct request request = request_for(handover->queue);
    int fd = -1;

    if (send(handover->before, &request, sizeof(request), MSG_NOSIGNAL) == sizeof(request)
        && comes_within(handover->before, TAKE_MS))
        fd = descriptor_take(handover->before);
    if (fd < 0)
        message_about(handover->at.address.sun_path,
                      "the process there does not give queue %u; does it judge another one?",
                      (unsigned)handover->queue);
    return fd;
}

bool handover_taken(struct handover *handover, struct queue_losses *lost)
{
    const int before = handover->before;

    if (send(before, "t", 1, MSG_NOSIGNAL) == 1 && !comes_within(before, handover->wait_ms))
        (void)shutdown(before, SHUT_RD); /* now it cannot be sent any more, if it was not */
    if (recv(before, lost, sizeof(*lost), MSG_DONTWAIT) == sizeof(*lost))
        return true;
    message_about(handover->at.address.sun_path, "the process there keeps the queue");
    return false;
}

int handover_fd(const struct handover *handover)
{
    if (handover->before >= 0)
        return handover->before;
    return handover->asking >= 0 ? handover->asking : handover->at.fd;
}

/* The path is for the owner only; who could write to it later is not. */
static bool may_ask(int fd)
{
    struct ucred peer;
    socklen_t len = sizeof(peer);

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0
        && (peer.uid == 0 || peer.uid == geteuid());
}

static void accept_next(struct handover *handover)
{
    if (handover->before >= 0 || handover->asking >= 0)
        return;
    handover->asking = accept4(handover->at.fd, NULL, NULL, SOCK_CLOEXEC);
    if (handover->asking >= 0 && !may_ask(handover->asking)) {
        close(handover->asking);
        handover->asking = -1;
    }
}

int handover_asked(struct handover *handover)
{
    const struct request wanted = request_for(handover->queue);
    struct request got;
    ssize_t len;
    int fd;

    accept_next(handover);
    if (handover->asking < 0)
        return -1;
    len = recv(handover->asking, &got, sizeof(got), MSG_DONTWAIT);
    if (len < 0 && (errno == EAGAIN || errno == EINTR))
        return -1;
    fd = handover->asking;
    handover->asking = -1;
    if (len == sizeof(got) && memcmp(&got, &wanted, sizeof(got)) == 0)
        return fd;
    close(fd);
    return -1;
}

bool handover_give(struct handover *handover, int asked, int queue, const struct queue_losses *lost)
{
    char byte;

    if (descriptor_give(asked, queue) && comes_within(asked, handover->wait_ms)
        && recv(asked, &byte, 1, MSG_DONTWAIT) == 1
        && send(asked, lost, sizeof(*lost), MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof(*lost)) {
        handover->after = asked;
        return true;
    }
    close(asked);
    return false;
}

bool handover_ended(struct handover *handover)
{
    char byte;

    if (handover->before < 0)
        return true;
    if (!comes_within(handover->before, TAKE_MS)) {
        message_about(handover->at.address.sun_path, "the process there does not end");
        return false;
    }
    (void)recv(handover->before, &byte, 1, MSG_DONTWAIT); /* nothing comes any more: it ended */
    close(handover->before);
    handover->before = -1;
    return local_socket_take_place(&handover->at);
}

void handover_close(struct handover *handover)
{
    local_socket_close(&handover->at, handover->after < 0); /* else the next one takes the path */
    if (handover->before >= 0)
        close(handover->before);
    if (handover->asking >= 0)
        close(handover->asking);
    handover->before = handover->asking = -1;
}
