/* dlpd/util/launcher.c - a small process that starts the document worker.
 *
 * dlpd gives up starting programs before the first packet comes. Its worker seldom ends, but when it does,
 * another is needed: so who can start one was made before, and does nothing else. */

#include "util/launcher.h"

#include "extract_worker.h"
#include "message.h"
#include "program.h"
#include "util/descriptor.h"
#include "util/privileges.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Never returns. Who asked ends, and so does this. */
static void serve(int socket, const char *path)
{
    char byte;

    (void)signal(SIGCHLD, SIG_IGN); /* workers that ended leave nothing behind */
    (void)prctl(PR_SET_NAME, "dlpd-launcher", 0, 0, 0);
    for (;;) {
        const ssize_t n = recv(socket, &byte, 1, 0);
        int worker;

        if (n < 0 && errno == EINTR)
            continue;
        if (n != 1)
            _exit(0);
        worker = extract_worker_start(path);
        if (worker < 0)
            message("%s: cannot start it: %s; documents are not opened", path, strerror(errno));
        if (!descriptor_give(socket, worker))
            _exit(0);
        if (worker >= 0)
            close(worker);
    }
}

static void child(int socket, const char *path, const char *user)
{
    unsigned char status;

    (void)setpgid(0, 0); /* a terminal's signals are for dlpd, which ends this */
    status = (unsigned char)privileges_drop(user, false);
    if (send(socket, &status, 1, MSG_NOSIGNAL) != 1 || status != STATUS_CLEAN)
        _exit(0);
    serve(socket, path);
}

int launcher_open(const char *path, const char *user, int *status)
{
    unsigned char said = STATUS_ENVIRONMENT;
    int ends[2];
    pid_t pid;

    *status = STATUS_ENVIRONMENT;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        message("no socket for documents: %s", strerror(errno));
        return -1;
    }
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        child(ends[1], path, user);
    }
    close(ends[1]);
    if (pid < 0)
        message("no process for documents: %s", strerror(errno));
    else if (recv(ends[0], &said, 1, 0) == 1)
        *status = said;
    if (*status == STATUS_CLEAN)
        return ends[0];
    close(ends[0]);
    return -1;
}

int launcher_ask(int launcher)
{
    const char byte = 'w';

    return send(launcher, &byte, 1, MSG_NOSIGNAL) == 1 ? descriptor_take(launcher) : -1;
}
