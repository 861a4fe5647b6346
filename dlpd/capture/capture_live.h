/* dlpd/capture/capture_live.h - frames from a network interface, by libpcap. */
#ifndef DLPD_CAPTURE_CAPTURE_LIVE_H
#define DLPD_CAPTURE_CAPTURE_LIVE_H

#include "decode/decode.h"

#include <stdbool.h>
#include <stddef.h>

struct live_options {
    const char *interface;
    const char *filter; /* BPF, as of pcap-filter(7); NULL: everything */
    size_t snap;        /* bytes of a frame that are kept */
    size_t ring;        /* bytes that the kernel keeps until they are read */
    uint16_t fanout;    /* the group of processes that share the frames, by connections; 0: none */
    unsigned batch_ms;  /* frames may wait so long to come together; 0: each at once */
};

enum live_result {
    LIVE_FRAME,
    LIVE_NOTHING, /* none is there at present: wait for live_fd() */
    LIVE_BROKEN   /* no more will come: live_error() says why */
};

/** What the kernel counted since live_open(). */
struct live_losses {
    uint64_t received;     /* frames that passed the filter */
    uint64_t lost;         /* for want of room in the ring */
    uint64_t lost_earlier; /* by the interface or its driver */
};

struct live;

/** @param status  set to the exit status to end with when NULL is returned; error says why. */
struct live *live_open(const struct live_options *options, int *status, char *error,
                       size_t error_len);

/** Never waits. The frame is valid until the next call. */
enum live_result live_next(struct live *live, struct frame *frame);

/** Readable when frames are there. */
int live_fd(const struct live *live);

const char *live_error(const struct live *live);

/** False when the kernel does not tell any more: the last that it told stays. */
bool live_losses(struct live *live, struct live_losses *losses);

void live_close(struct live *live);

#endif
