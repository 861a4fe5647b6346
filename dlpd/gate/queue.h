/* dlpd/gate/queue.h - packets that the kernel keeps until they are judged: an NFQUEUE. */
#ifndef DLPD_GATE_QUEUE_H
#define DLPD_GATE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct queue_options {
    uint16_t number;
    uint32_t length; /* packets that may wait: what finds no room is dropped, and counted */
};

/** A packet that waits for its verdict. */
struct queued {
    uint32_t id;
    uint32_t mark;       /* of netfilter */
    const uint8_t *data; /* from the IP header on */
    size_t len;
    size_t wire_len; /* not below len */
};

/** Packets that the kernel dropped: for want of room in the queue, and of its reader. */
struct queue_losses {
    uint64_t queue_full, reader_full;
};

struct queue;

typedef void (*queue_fn)(const struct queued *packet, void *user);

/** Why no queue can be had with this program; NULL: one can. */
const char *queue_missing(void);

/** Bind the queue, for IPv4 and IPv6.
 *  @param status  set to the exit status to end with when NULL is returned; error says why. */
struct queue *queue_open(const struct queue_options *options, int *status, char *error,
                         size_t error_len);

/** A queue that another process has bound, and will give up: only for queue_adopt() and queue_close(). As queue_open(), it opens what
 *  may take more rights than the process will have later. */
struct queue *queue_expect(uint16_t number);

/** The other process gave it up.
 *  @param fd  its socket: becomes the queue's.
 *  @return false when it cannot be used; error says why */
bool queue_adopt(struct queue *queue, int fd, char *error, size_t error_len);

int queue_fd(const struct queue *queue);

/** Hand over what is there, at most so many packets; never waits.
 *  @return how many; -1 when the queue cannot be read any more */
int queue_read(struct queue *queue, unsigned most, queue_fn on_packet, void *user);

/* The verdict of a packet, once for each. They are sent together: by queue_flush(). */
void queue_accept(struct queue *queue, uint32_t id);
void queue_drop(struct queue *queue, uint32_t id);

/** Let it pass with that mark. */
void queue_accept_marked(struct queue *queue, uint32_t id, uint32_t mark);

/** Let other bytes pass in its place; checksums are the caller's. At most 256 bytes. */
void queue_replace(struct queue *queue, uint32_t id, const uint8_t *data, size_t len);

void queue_flush(struct queue *queue);

/** Since the queue was bound, by whatever process. False, and nothing is set, when the kernel does not tell: only root may ask,
 *  or who was root when the queue was opened. */
bool queue_losses(const struct queue *queue, struct queue_losses *losses);

/** What still waits is dropped by the kernel. NULL is allowed. */
void queue_close(struct queue *queue);

#endif
