/* dlpd/cmd_status.c - `dlpd status`: ask a running daemon how it is, over its control socket. */

#include "commands.h"

#include "buffer.h"
#include "message.h"
#include "output.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)1 << 20)
#define PATIENCE_S 5

static int ask(const char *path)
{
    static const char request[] = "GET /status HTTP/1.0\r\n\r\n";
    const struct timeval patience = { .tv_sec = PATIENCE_S };
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    errno = ENAMETOOLONG;
    if (strlen(path) < sizeof(address.sun_path)) {
        memcpy(address.sun_path, path, strlen(path));
        if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == 0
            && connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0
            && send(fd, request, sizeof(request) - 1, MSG_NOSIGNAL) == (ssize_t)sizeof(request) - 1)
            return fd;
    }
    close(fd);
    return -1;
}

static bool receive(int fd, struct buffer *answer)
{
    char piece[4096];
    ssize_t got;

    while ((got = recv(fd, piece, sizeof(piece), 0)) > 0 && answer->len < ANSWER_MAX)
        buffer_add(answer, piece, (size_t)got);
    return got == 0;
}

int cmd_status(const struct settings *settings, char **args, int count)
{
    struct buffer answer = BUFFER_INIT;
    const char *body = NULL;
    int fd, status = STATUS_ENVIRONMENT;

    (void)args;
    (void)count;
    if (!settings->control) {
        message("--control is missing: the socket that the daemon was started with");
        return STATUS_USER;
    }
    fd = ask(settings->control);
    if (fd >= 0 && receive(fd, &answer))
        body = strstr(buffer_string(&answer), "\r\n\r\n");
    if (body)
        status = output_now(body + 4, strlen(body + 4)) ? STATUS_CLEAN : STATUS_ENVIRONMENT;
    else
        message_about(settings->control, "no daemon answers there: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
    buffer_free(&answer);
    return status;
}
