/* worker/master.c - takes requests, and has a process for each. */

#include "worker/master.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "worker/child.h"
#include "worker/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define READERS_MAX 256u /* processes at once; more wait in the socket */
#define MS_NS 1000000u

struct reader {
    pid_t pid;
    int pidfd;
    int reply;
    uint64_t deadline_ns;
    bool killed; /* by us: its time was up */
};

struct master {
    int socket;
    struct reader reader[READERS_MAX];
    struct pollfd waiting[READERS_MAX + 1];
    size_t len;
};

/* The two descriptors of a request; those of one that is no request are closed. */
static bool take_descriptors(struct msghdr *message, int fds[2])
{
    const struct cmsghdr *const head = CMSG_FIRSTHDR(message);
    size_t count = 0;

    fds[0] = fds[1] = -1;
    if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS
        && head->cmsg_len >= CMSG_LEN(0)) {
        count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(fds, CMSG_DATA(head), (count < 2 ? count : 2) * sizeof(int));
    }
    if (count == 2)
        return true;
    if (fds[0] >= 0)
        close(fds[0]);
    return false;
}

static void start(struct master *master, const struct dlp_request *request, const int fds[2])
{
    struct reader *const reader = &master->reader[master->len];
    pid_t pid;

    worker_load(fds[0], (request->flags & DLP_REQUEST_OCR) != 0);
    pid = fork();
    if (pid == 0)
        child_run(request, fds[0], fds[1]);
    close(fds[0]);
    if (pid < 0) {
        close(fds[1]);
        return;
    }
    reader->pid = pid;
    reader->reply = fds[1];
    reader->deadline_ns = dlp_clock_ns() + request->time_ms * MS_NS;
    reader->killed = false;
    reader->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (reader->pidfd < 0) { /* it could not be watched */
        kill(pid, SIGKILL);
        (void)waitpid(pid, NULL, 0);
        close(fds[1]);
        return;
    }
    master->len++;
}

/* False when the program has closed its end. */
static bool take_request(struct master *master)
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(2 * sizeof(int))];
    } control;
    static uint8_t packet[DLP_REQUEST_MAX];
    struct iovec part = { packet, sizeof(packet) };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof(control.room) };
    struct dlp_request request;
    const ssize_t n = recvmsg(master->socket, &message, MSG_CMSG_CLOEXEC);
    int fds[2];

    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    if (n == 0)
        return false;
    if (!take_descriptors(&message, fds))
        return true;
    if (dlp_request_read(&request, packet, (size_t)n)) {
        start(master, &request, fds);
    } else {
        close(fds[0]);
        close(fds[1]);
    }
    explicit_bzero(packet, sizeof(packet));
    return true;
}

static enum dlp_reason reason_of(const struct reader *reader, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return DLP_REASON_NONE; /* it said itself how it went */
    if (reader->killed || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        return DLP_REASON_TIMEOUT;
    if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_MEMORY)
        return DLP_REASON_MEMORY_LIMIT;
    return DLP_REASON_CRASHED;
}

/* A process has ended: say why, where it could not. */
static void bury(struct master *master, size_t i)
{
    struct reader *const reader = &master->reader[i];
    uint8_t packet[DLP_FRAME_HEAD];
    struct dlp_frame frame = { .type = DLP_FRAME_DONE };
    int status = 0;

    if (waitpid(reader->pid, &status, 0) == reader->pid)
        frame.reason = reason_of(reader, status);
    if (frame.reason != DLP_REASON_NONE)
        (void)send(reader->reply, packet, dlp_frame_write(packet, &frame),
                   MSG_NOSIGNAL | MSG_DONTWAIT);
    close(reader->reply);
    close(reader->pidfd);
    master->reader[i] = master->reader[--master->len];
}

/* Milliseconds until somebody's time is up, at least 1; -1: nobody's. */
static int kill_late(struct master *master)
{
    const uint64_t now = dlp_clock_ns();
    uint64_t next = UINT64_MAX;

    for (size_t i = 0; i < master->len; i++) {
        struct reader *const reader = &master->reader[i];

        if (!reader->killed && reader->deadline_ns <= now) {
            reader->killed = true;
            kill(reader->pid, SIGKILL);
        } else if (!reader->killed && reader->deadline_ns - now < next) {
            next = reader->deadline_ns - now;
        }
    }
    if (next == UINT64_MAX)
        return -1;
    return next / MS_NS < 60000 ? (int)(next / MS_NS) + 1 : 60000;
}

static void wait_for_some(struct master *master)
{
    const int timeout = kill_late(master);

    for (size_t i = 0; i < master->len; i++)
        master->waiting[i] = (struct pollfd){ master->reader[i].pidfd, POLLIN, 0 };
    master->waiting[master->len] =
        (struct pollfd){ master->len < READERS_MAX ? master->socket : -1, POLLIN, 0 };
    if (poll(master->waiting, master->len + 1, timeout) <= 0)
        memset(master->waiting, 0, sizeof(master->waiting));
}

int master_run(int socket)
{
    struct master *const master = dlp_calloc(1, sizeof(*master));
    bool open = true;

    if (!master)
        return 1;
    master->socket = socket;
    while (open) {
        const size_t len = master->len;

        wait_for_some(master);
        if (master->waiting[len].revents)
            open = take_request(master);
        for (size_t i = len; i-- > 0;) {
            if (master->waiting[i].revents)
                bury(master, i);
        }
    }
    for (size_t i = 0; i < master->len; i++)
        kill(master->reader[i].pid, SIGKILL);
    dlp_free(master);
    return 0;
}
