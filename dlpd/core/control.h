/* dlpd/core/control.h - a Unix socket on which the daemon says how it is, in HTTP: GET /metrics, /health,
 * /status. Nobody can ask for anything else: it takes no orders. */
#ifndef DLPD_CORE_CONTROL_H
#define DLPD_CORE_CONTROL_H

#include "buffer.h"

#include <poll.h>
#include <stdbool.h>

#define CONTROL_CLIENTS 4 /* at once; others wait */
#define CONTROL_FDS (CONTROL_CLIENTS + 1)

/** Who writes the answers. */
struct control_source {
    void (*metrics)(struct buffer *out, void *user); /* Prometheus' text format */
    void (*status)(struct buffer *out, void *user);  /* one JSON object, and a line end */
    const char *(*ill)(void *user); /* what is wrong with the daemon; NULL: nothing */
    void *user;
};

struct control;

/** @param path  where; a socket that nobody listens on any more is replaced.
 *  @param source  copied.
 *  @param waiting  another process serves it, until control_take_place().
 *  @return NULL, and said, when that is not possible. */
struct control *control_open(const char *path, const struct control_source *source, bool waiting);

/** It has ended. False, and said, when its place cannot be taken. NULL is allowed. */
bool control_take_place(struct control *control);

/** What to wait for. @return how many, at most CONTROL_FDS. NULL is allowed: 0. */
nfds_t control_fds(const struct control *control, struct pollfd *fds);

/** Serve those that came. Never waits. */
void control_serve(struct control *control);

/** Removes the socket. NULL is allowed. */
void control_close(struct control *control);

#endif
