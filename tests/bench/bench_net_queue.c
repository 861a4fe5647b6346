/* tests/bench/bench_net_queue.c - the least that a gate could do: accept everything of an NFQUEUE, with segments as they
 * were sent; with RULES, behind the bare pass of Hyperscan that dlpd begins with, a stream for each direction.
 *
 * usage: bench_net_queue QUEUE [RULES] */

#include "bench/bench.h"
#include "gate/queue.h"

#include <hs/hs.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>

#define STREAMS 4096u /* one a place: few connections are open at one time */
#define ROUND 64

struct place {
    uint32_t source, ports;
    hs_stream_t *stream;
};

struct bare {
    struct queue *queue;
    dlp_database *db; /* NULL: nothing is scanned */
    hs_scratch_t *scratch;
    struct place place[STREAMS];
    uint64_t events;
};

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    stopped = number;
}

static int on_match(unsigned int id, unsigned long long from, unsigned long long to,
                    unsigned int flags, void *user)
{
    struct bare *const bare = user;

    (void)id;
    (void)from;
    (void)to;
    (void)flags;
    bare->events++;
    return 0;
}

static hs_stream_t *stream_of(struct bare *bare, uint32_t source, uint32_t ports)
{
    struct place *const place = &bare->place[(source ^ ports ^ ports >> 16) % STREAMS];

    if (place->stream && (place->source != source || place->ports != ports)
        && hs_reset_stream(place->stream, 0, NULL, NULL, NULL) != HS_SUCCESS)
        bench_fail("hs_reset_stream");
    if (!place->stream && hs_open_stream(bare->db->hs, 0, &place->stream) != HS_SUCCESS)
        bench_fail("hs_open_stream");
    place->source = source;
    place->ports = ports;
    return place->stream;
}

static void scan(struct bare *bare, const struct queued *packet)
{
    struct iphdr ip;
    struct tcphdr tcp;
    uint32_t ports;
    size_t head;

    if (packet->len < sizeof(ip))
        return;
    memcpy(&ip, packet->data, sizeof(ip));
    head = (size_t)ip.ihl * 4;
    if (ip.version != 4 || ip.protocol != IPPROTO_TCP || packet->len < head + sizeof(tcp))
        return;
    memcpy(&tcp, packet->data + head, sizeof(tcp));
    memcpy(&ports, packet->data + head, sizeof(ports));
    head += (size_t)tcp.doff * 4;
    if (head < packet->len
        && hs_scan_stream(stream_of(bare, ip.saddr, ports), (const char *)packet->data + head,
                          (unsigned)(packet->len - head), 0, bare->scratch, on_match, bare)
            != HS_SUCCESS)
        bench_fail("hs_scan_stream");
}

static void on_packet(const struct queued *packet, void *user)
{
    struct bare *const bare = user;

    if (bare->db)
        scan(bare, packet);
    queue_accept(bare->queue, packet->id);
}

int main(int argc, char **argv)
{
    static struct bare bare;
    struct queue_options options = { .length = 4096 };
    struct pollfd wait = { .events = POLLIN };
    char error[256];
    int status;

    if (argc < 2)
        bench_fail("usage: bench_net_queue QUEUE [RULES]");
    options.number = (uint16_t)strtoul(argv[1], NULL, 10);
    if (argc > 2) {
        bare.db = bench_compile(argv[2], NULL, NULL);
        if (hs_alloc_scratch(bare.db->hs, &bare.scratch) != HS_SUCCESS)
            bench_fail("hs_alloc_scratch");
    }
    bare.queue = queue_open(&options, &status, error, sizeof(error));
    if (!bare.queue)
        bench_fail("%s", error);
    (void)signal(SIGTERM, on_signal);
    fprintf(stderr, "ready\n");
    wait.fd = queue_fd(bare.queue);
    while (!stopped && queue_read(bare.queue, ROUND, on_packet, &bare) >= 0) {
        queue_flush(bare.queue);
        (void)poll(&wait, 1, 100);
    }
    queue_close(bare.queue);
    return 0;
}
