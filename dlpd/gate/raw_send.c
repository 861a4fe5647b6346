/* dlpd/gate/raw_send.c - packets put on their way as they are, in the name of others. */

#include "gate/raw_send.h"

#include "message.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_one(int family, uint32_t mark)
{
    const int fd = socket(family, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_RAW);

    if (fd >= 0 && mark)
        (void)setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof(mark));
    return fd;
}

bool raw_send_open(struct raw_send *raw, uint32_t mark)
{
    raw->fd4 = open_one(AF_INET, mark);
    raw->fd6 = open_one(AF_INET6, mark);
    /* Where IPv6 is switched off there are no packets of it either. */
    if (raw->fd4 >= 0 && (raw->fd6 >= 0 || errno == EAFNOSUPPORT))
        return true;
    message("clients cannot be told of a reset: %s: that takes root, or CAP_NET_RAW",
            strerror(errno));
    raw_send_close(raw);
    return false;
}

bool raw_send(const struct raw_send *raw, const struct address *to, const uint8_t *data, size_t len)
{
    struct sockaddr_in to4 = { .sin_family = AF_INET };
    struct sockaddr_in6 to6 = { .sin6_family = AF_INET6 };

    if (to->family == 4) {
        memcpy(&to4.sin_addr, to->bytes, 4);
        return sendto(raw->fd4, data, len, 0, (const struct sockaddr *)&to4, sizeof(to4))
            == (ssize_t)len;
    }
    memcpy(&to6.sin6_addr, to->bytes, 16);
    return sendto(raw->fd6, data, len, 0, (const struct sockaddr *)&to6, sizeof(to6))
        == (ssize_t)len;
}

void raw_send_close(struct raw_send *raw)
{
    if (raw->fd4 >= 0)
        close(raw->fd4);
    if (raw->fd6 >= 0)
        close(raw->fd6);
    raw->fd4 = raw->fd6 = -1;
}
