/* dlpd/core/control.c - a Unix socket on which the daemon says how it is.
 *
 * An answer fits into the socket's buffer, so it is sent at once or not at all, and a reader who does
 * not read holds nobody up. */

#include "core/control.h"

#include "mem.h"
#include "util/local_socket.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define REQUEST_MAX 1024

struct client {
    int fd; /* -1: a free place */
    size_t len;
    char request[REQUEST_MAX];
};

struct control {
    struct control_source source;
    struct local_socket at;
    struct client client[CONTROL_CLIENTS];
};

struct control *control_open(const char *path, const struct control_source *source, bool waiting)
{
    struct control *const control = mem_array(1, sizeof(*control));

    *control = (struct control){ .source = *source };
    for (size_t i = 0; i < CONTROL_CLIENTS; i++)
        control->client[i].fd = -1;
    if (local_socket_listen(&control->at, path, SOCK_STREAM, waiting))
        return control;
    mem_free(control);
    return NULL;
}

bool control_take_place(struct control *control)
{
    return !control || local_socket_take_place(&control->at);
}

nfds_t control_fds(const struct control *control, struct pollfd *fds)
{
    nfds_t len = 0, free_places = 0;

    for (size_t i = 0; control && i < CONTROL_CLIENTS; i++) {
        if (control->client[i].fd >= 0)
            fds[len++] = (struct pollfd){ .fd = control->client[i].fd, .events = POLLIN };
        else
            free_places++;
    }
    if (free_places)
        fds[len++] = (struct pollfd){ .fd = control->at.fd, .events = POLLIN };
    return len;
}

static void client_close(struct client *client)
{
    close(client->fd);
    client->fd = -1;
}

static bool asks_for(const struct client *client, const char *path)
{
    static const char get[] = "GET ";
    const size_t len = strlen(path);

    return client->len > 4 + len && memcmp(client->request, get, 4) == 0
        && memcmp(client->request + 4, path, len) == 0
        && memchr(" ?\r\n", client->request[4 + len], 4) != NULL;
}

static const char *answer(struct control *control, const struct client *client, const char **type,
                          struct buffer *body)
{
    const struct control_source *const source = &control->source;
    const char *ill;

    *type = "text/plain; charset=utf-8";
    if (asks_for(client, "/metrics")) {
        *type = "text/plain; version=0.0.4; charset=utf-8";
        source->metrics(body, source->user);
        return "200 OK";
    }
    if (asks_for(client, "/status")) {
        *type = "application/json";
        source->status(body, source->user);
        return "200 OK";
    }
    if (asks_for(client, "/health")) {
        ill = source->ill(source->user);
        buffer_format(body, "%s\n", ill ? ill : "ok");
        return ill ? "503 Service Unavailable" : "200 OK";
    }
    buffer_text(body, "GET /metrics, /health or /status\n");
    return "404 Not Found";
}

static void client_answer(struct control *control, struct client *client)
{
    struct buffer body = BUFFER_INIT, all = BUFFER_INIT;
    const char *type;
    const char *const status = answer(control, client, &type, &body);

    buffer_format(&all,
                  "HTTP/1.0 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                  "Connection: close\r\n\r\n",
                  status, type, body.len);
    buffer_add(&all, buffer_string(&body), body.len);
    (void)send(client->fd, all.data, all.len, MSG_DONTWAIT | MSG_NOSIGNAL);
    buffer_free(&all);
    buffer_free(&body);
    client_close(client);
}

static bool is_whole(const struct client *client)
{
    return memmem(client->request, client->len, "\r\n\r\n", 4)
        || memmem(client->request, client->len, "\n\n", 2);
}

static void client_read(struct control *control, struct client *client)
{
    const ssize_t got =
        recv(client->fd, client->request + client->len, REQUEST_MAX - client->len, MSG_DONTWAIT);

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0)
        client->len += (size_t)got;
    if (got > 0 && is_whole(client))
        client_answer(control, client);
    else if (got <= 0 || client->len == REQUEST_MAX)
        client_close(client);
}

void control_serve(struct control *control)
{
    for (size_t i = 0; control && i < CONTROL_CLIENTS; i++) {
        struct client *const client = &control->client[i];

        if (client->fd < 0) {
            client->fd = accept4(control->at.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
            client->len = 0;
        }
        if (client->fd >= 0)
            client_read(control, client);
    }
}

void control_close(struct control *control)
{
    if (!control)
        return;
    for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
        if (control->client[i].fd >= 0)
            client_close(&control->client[i]);
    }
    local_socket_close(&control->at, true);
    mem_free(control);
}
