/* dlpd/util/local_socket.c - a Unix socket that this user's programs, and root's, can connect to. */

#include "util/local_socket.h"

#include "message.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define CLIENTS 4 /* that may wait */
#define BESIDE ".next"

static bool address_of(struct sockaddr_un *address, const char *path, const char *suffix)
{
    int len;

    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    len = snprintf(address->sun_path, sizeof(address->sun_path), "%s%s", path, suffix);
    errno = ENAMETOOLONG;
    return len > 0 && (size_t)len < sizeof(address->sun_path);
}

int local_socket_connect(const char *path, int type)
{
    struct sockaddr_un address;
    int fd, saved;

    if (!address_of(&address, path, ""))
        return -1;
    fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
        return fd;
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

enum found { NO_SOCKET, STALE_SOCKET, SERVED_SOCKET };

/* What nobody serves is what a crash left behind. */
static enum found look_at(const char *path, int type)
{
    struct stat info;
    int fd;

    if (lstat(path, &info) != 0 || !S_ISSOCK(info.st_mode))
        return NO_SOCKET;
    fd = local_socket_connect(path, type | SOCK_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? NO_SOCKET : errno == ECONNREFUSED ? STALE_SOCKET : SERVED_SOCKET;
    close(fd);
    return SERVED_SOCKET;
}

bool local_socket_is_served(const char *path, int type)
{
    return look_at(path, type) == SERVED_SOCKET;
}

static bool bind_at(int fd, const struct sockaddr_un *address)
{
    const mode_t before = umask(0177); /* for the owner only */
    const bool good = bind(fd, (const struct sockaddr *)address, sizeof(*address)) == 0
        && listen(fd, CLIENTS) == 0;

    umask(before);
    return good;
}

bool local_socket_listen(struct local_socket *at, const char *path, int type, bool waiting)
{
    struct sockaddr_un here;

    *at = (struct local_socket){ .fd = -1, .waiting = waiting };
    if (address_of(&at->address, path, "") && address_of(&here, path, waiting ? BESIDE : "")) {
        if (look_at(here.sun_path, type) == STALE_SOCKET)
            (void)unlink(here.sun_path);
        at->fd = socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (at->fd >= 0 && bind_at(at->fd, &here))
            return true;
    }
    message_about(path, "cannot listen there: %s", strerror(errno));
    if (at->fd >= 0)
        close(at->fd);
    at->fd = -1;
    return false;
}

bool local_socket_take_place(struct local_socket *at)
{
    struct sockaddr_un here;

    if (!at->waiting)
        return true;
    at->waiting = !address_of(&here, at->address.sun_path, BESIDE)
        || rename(here.sun_path, at->address.sun_path) != 0;
    if (at->waiting)
        message_about(at->address.sun_path, "cannot listen there: %s", strerror(errno));
    return !at->waiting;
}

void local_socket_close(struct local_socket *at, bool remove)
{
    struct sockaddr_un here;

    if (at->fd < 0)
        return;
    close(at->fd);
    at->fd = -1;
    if (remove && address_of(&here, at->address.sun_path, at->waiting ? BESIDE : ""))
        (void)unlink(here.sun_path);
}
