/* dlpd/util/local_socket.h - a Unix socket that this user's programs, and root's, can connect to. */
#ifndef DLPD_UTIL_LOCAL_SOCKET_H
#define DLPD_UTIL_LOCAL_SOCKET_H

#include <stdbool.h>
#include <sys/un.h>

struct local_socket {
    struct sockaddr_un address;
    int fd;       /* that listens; -1: none */
    bool waiting; /* it listens beside the address, until local_socket_take_place() */
};

/** @param type     SOCK_STREAM or SOCK_SEQPACKET.
 *  @param waiting  another program serves that path now: listen beside it, under the same name and ".next".
 *  A socket that nobody serves any more is replaced.
 *  @return false, and said, when that is not possible; fd is -1 then */
bool local_socket_listen(struct local_socket *socket, const char *path, int type, bool waiting);

/** Who served the path has ended: serve it. @return false, and said, when that is not possible */
bool local_socket_take_place(struct local_socket *socket);

/** Does somebody serve that path? */
bool local_socket_is_served(const char *path, int type);

/** @return a socket that is connected to who serves the path; -1: nobody does, errno says why */
int local_socket_connect(const char *path, int type);

/** Stop listening. @param remove  the path, too: nobody else has taken its place */
void local_socket_close(struct local_socket *socket, bool remove);

#endif
