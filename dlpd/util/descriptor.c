/* dlpd/util/descriptor.c - an open file on its way from one process to another. */

#include "util/descriptor.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

union one_descriptor {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
};

bool descriptor_give(int to, int fd)
{
    union one_descriptor control = { .room = { 0 } };
    char byte = fd >= 0 ? 'y' : 'n';
    struct iovec part = { &byte, 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

    if (fd >= 0) {
        message.msg_control = control.room;
        message.msg_controllen = sizeof(control.room);
        control.head.cmsg_level = SOL_SOCKET;
        control.head.cmsg_type = SCM_RIGHTS;
        control.head.cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(&control.head), &fd, sizeof(int));
    }
    return sendmsg(to, &message, MSG_NOSIGNAL) == 1;
}

int descriptor_take(int from)
{
    union one_descriptor control = { .room = { 0 } };
    char byte = 'n';
    struct iovec part = { &byte, 1 };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof(control.room) };
    ssize_t n;
    int fd = -1;

    do
        n = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n == 1 && byte == 'y' && control.head.cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(&fd, CMSG_DATA(&control.head), sizeof(int));
    return fd;
}
