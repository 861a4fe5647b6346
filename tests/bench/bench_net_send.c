/* tests/bench/bench_net_send.c - the packets of a capture file (raw IP) onto an Ethernet interface, so many bits a second.
 *
 * usage: bench_net_send INTERFACE FILE BITS_A_SECOND
 * Prints how many frames were sent, how many bytes they have, and the seconds that it took. */

#include "bench/bench.h"

#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>

#define BATCH 64u
#define HEAD 14u /* of Ethernet */
#define FILE_HEAD 24u
#define RECORD_HEAD 16u
#define FRAME_MOST 1514u

struct batch {
    struct mmsghdr message[BATCH];
    struct iovec part[BATCH];
    uint8_t frame[BATCH][FRAME_MOST];
    unsigned len;
};

static int open_interface(const char *name)
{
    const int fd = socket(AF_PACKET, SOCK_RAW, 0), one = 1;
    struct sockaddr_ll address = { .sll_family = AF_PACKET,
                                   .sll_ifindex = (int)if_nametoindex(name) };

    if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof(address)) != 0)
        bench_fail("%s: %s", name, strerror(errno));
    (void)setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof(one));
    return fd;
}

static void send_batch(int fd, struct batch *batch)
{
    unsigned sent = 0;

    while (sent < batch->len) {
        const int n = sendmmsg(fd, batch->message + sent, batch->len - sent, 0);

        if (n < 0 && errno != ENOBUFS && errno != EINTR && errno != EAGAIN)
            bench_fail("sendmmsg: %s", strerror(errno));
        sent += n > 0 ? (unsigned)n : 0;
    }
    batch->len = 0;
}

static void add(struct batch *batch, const uint8_t *ip, size_t len)
{
    uint8_t *const frame = batch->frame[batch->len];

    memset(frame, 2, 12);
    frame[12] = 8;
    frame[13] = 0;
    memcpy(frame + HEAD, ip, len);
    batch->part[batch->len] = (struct iovec){ frame, HEAD + len };
    batch->message[batch->len] =
        (struct mmsghdr){ .msg_hdr = { .msg_iov = &batch->part[batch->len], .msg_iovlen = 1 } };
    batch->len++;
}

int main(int argc, char **argv)
{
    static struct batch batch;
    uint64_t frames = 0, bytes = 0;
    double begin, rate;
    uint8_t *data;
    size_t len;
    int fd;

    if (argc != 4)
        bench_fail("usage: bench_net_send INTERFACE FILE BITS_A_SECOND");
    fd = open_interface(argv[1]);
    data = bench_read(argv[2], &len);
    rate = strtod(argv[3], NULL) / 8;
    begin = bench_now();
    for (size_t at = FILE_HEAD; at + RECORD_HEAD <= len;) {
        uint32_t size;

        memcpy(&size, data + at + 8, sizeof(size));
        at += RECORD_HEAD;
        if (size > FRAME_MOST - HEAD || size > len - at)
            bench_fail("%s: a packet of %u bytes", argv[2], (unsigned)size);
        add(&batch, data + at, size);
        at += size;
        frames++;
        bytes += HEAD + size;
        if (batch.len < BATCH && at < len)
            continue;
        send_batch(fd, &batch);
        while ((double)bytes > (bench_now() - begin) * rate)
            ;
    }
    printf("%llu %llu %.6f\n", (unsigned long long)frames, (unsigned long long)bytes,
           bench_now() - begin);
    free(data);
    return 0;
}
