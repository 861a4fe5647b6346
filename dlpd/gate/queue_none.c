/* dlpd/gate/queue_none.c - no NFQUEUE: what stands in for queue_netlink.c where libnetfilter_queue is
 * missing. No queue can be opened, so nothing else is ever called. */

#include "gate/queue.h"

#include "program.h"

#include <stdio.h>

const char *queue_missing(void)
{
    return "this dlpd was built without libnetfilter_queue";
}

struct queue *queue_open(const struct queue_options *options, int *status, char *error,
                         size_t error_len)
{
    (void)options;
    snprintf(error, error_len, "%s", queue_missing());
    *status = STATUS_ENVIRONMENT;
    return NULL;
}

struct queue *queue_expect(uint16_t number)
{
    (void)number;
    return NULL;
}

bool queue_adopt(struct queue *queue, int fd, char *error, size_t error_len)
{
    (void)queue;
    (void)fd;
    snprintf(error, error_len, "%s", queue_missing());
    return false;
}

int queue_fd(const struct queue *queue)
{
    (void)queue;
    return -1;
}

int queue_read(struct queue *queue, unsigned most, queue_fn on_packet, void *user)
{
    (void)queue;
    (void)most;
    (void)on_packet;
    (void)user;
    return -1;
}

void queue_accept(struct queue *queue, uint32_t id)
{
    (void)queue;
    (void)id;
}

void queue_drop(struct queue *queue, uint32_t id)
{
    (void)queue;
    (void)id;
}

void queue_accept_marked(struct queue *queue, uint32_t id, uint32_t mark)
{
    (void)queue;
    (void)id;
    (void)mark;
}

void queue_replace(struct queue *queue, uint32_t id, const uint8_t *data, size_t len)
{
    (void)queue;
    (void)id;
    (void)data;
    (void)len;
}

void queue_flush(struct queue *queue)
{
    (void)queue;
}

bool queue_losses(const struct queue *queue, struct queue_losses *losses)
{
    (void)queue;
    (void)losses;
    return false;
}

void queue_close(struct queue *queue)
{
    (void)queue;
}
