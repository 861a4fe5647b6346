/* tests/unit/engine/fake_worker.h - a worker that says what a test wants: one script a document. */
#ifndef FAKE_WORKER_H
#define FAKE_WORKER_H

#include "extract/frame.h"
#include "unit/test.h"

#include <dlp/dlp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct fake_frame {
    enum dlp_frame_type type;
    enum dlp_part_kind kind;
    enum dlp_reason reason;
    const char *name, *location, *data;
};

/** Ends in a frame of type 0; without DLP_FRAME_DONE before it the worker dies in the middle. */
struct fake_worker {
    const struct fake_frame *script[4]; /* of the nth document that is asked for */
    size_t asked;
    unsigned connects;
    int socket;
    pthread_t thread;
};

static inline void fake_say(int reply, const struct fake_frame *script)
{
    static uint8_t packet[DLP_FRAME_MAX];

    for (; script && script->type; script++) {
        const char *const name = script->name ? script->name : "";
        const char *const location = script->location ? script->location : "";
        const struct dlp_frame frame = { .type = script->type,
                                         .kind = script->kind,
                                         .reason = script->reason,
                                         .row = 1,
                                         .name = (const uint8_t *)name,
                                         .name_len = strlen(name),
                                         .location = (const uint8_t *)location,
                                         .location_len = strlen(location),
                                         .data = (const uint8_t *)script->data,
                                         .data_len = script->data ? strlen(script->data) : 0 };

        (void)!send(reply, packet, dlp_frame_write(packet, &frame), MSG_NOSIGNAL);
    }
}

static inline void *fake_run(void *user)
{
    struct fake_worker *const fake = user;
    static uint8_t packet[DLP_REQUEST_MAX];

    for (;;) {
        union {
            struct cmsghdr head;
            char room[CMSG_SPACE(2 * sizeof(int))];
        } control;
        struct iovec part = { packet, sizeof(packet) };
        struct msghdr message = { .msg_iov = &part,
                                  .msg_iovlen = 1,
                                  .msg_control = control.room,
                                  .msg_controllen = sizeof(control.room) };
        struct dlp_request request;
        const ssize_t n = recvmsg(fake->socket, &message, 0);
        int fds[2];

        if (n <= 0)
            break;
        CHECK(dlp_request_read(&request, packet, (size_t)n));
        memcpy(fds, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(fds));
        close(fds[0]);
        fake_say(fds[1], fake->asked < 4 ? fake->script[fake->asked] : NULL);
        fake->asked++;
        close(fds[1]);
    }
    close(fake->socket);
    return NULL;
}

static inline int fake_connect(void *user)
{
    struct fake_worker *const fake = user;
    int ends[2];

    fake->connects++;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    fake->socket = ends[1];
    if (pthread_create(&fake->thread, NULL, fake_run, fake) != 0)
        abort();
    return ends[0];
}

/** The extractor's socket is closed with it: join the thread then. */
static inline void fake_end(struct fake_worker *fake, dlp_extractor *extractor)
{
    dlp_extractor_free(extractor);
    if (fake->connects)
        pthread_join(fake->thread, NULL);
}

#endif
