/* fuzz/fuzz_net_packets.c - frames of any link type: headers in headers, fragments, segments. Whatever
 * comes, the payload lies inside of what was captured, and at the end all memory is given back.
 *
 * The first byte chooses the link type; then frames, each behind two bytes with its length: the upper
 * bit of the first says that more bytes were on the wire. */

#include "fuzz.h"

#include "tests/support/net_replay.h"

static const int links[] = { 1, 101, 113, 276, 0, 108, 9, 51, 104, 100, 107, 239, 228, 229, 147 };

static void on_open(struct flow *flow, void *user)
{
    (void)flow;
    ++*(uint64_t *)user;
}

static void on_data(struct flow *flow, unsigned side, const uint8_t *data, size_t len, void *user)
{
    volatile uint8_t last;

    (void)user;
    FUZZ_CHECK(flow != NULL && side < 2 && len > 0);
    last = data[0];
    last = data[len - 1]; /* both ends can be read */
    (void)last;
}

static void on_gap(struct flow *flow, unsigned side, uint64_t len, void *user)
{
    (void)user;
    FUZZ_CHECK(flow != NULL && side < 2 && len > 0);
}

static void on_datagram(struct flow *flow, unsigned side, const struct packet *packet, void *user)
{
    if (packet->len)
        on_data(flow, side, packet->payload, packet->len, user);
}

static void on_close(struct flow *flow, void *user)
{
    (void)flow;
    FUZZ_CHECK(*(uint64_t *)user > 0);
    --*(uint64_t *)user;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint64_t open = 0;
    const struct flow_events events = { .open = on_open,
                                        .data = on_data,
                                        .gap = on_gap,
                                        .datagram = on_datagram,
                                        .close = on_close,
                                        .user = &open };
    struct packet_path path;
    int link;

    if (len < 1)
        return 0;
    (void)net_scanner(); /* draws the key of the hash */
    link = links[data[0] % (sizeof(links) / sizeof(links[0]))];
    packet_path_init(&path, &events);
    path.decoder.verify_checksums = data[0] >= 0xf0;
    path.memory_max = 64 << 10;
    path.idle_us = 100;
    data++;
    len--;
    for (uint64_t number = 1; len >= 2; number++) {
        const size_t size = (size_t)(data[0] & 0x7f) << 8 | data[1];
        const size_t some = size < len - 2 ? size : len - 2;
        uint8_t *const copy = fuzz_copy(data + 2, some);
        const struct frame frame = { .data = copy,
                                     .len = some,
                                     .wire_len = some + (data[0] & 0x80 ? 100 : 0),
                                     .number = number,
                                     .time_us = number * 3,
                                     .link = link };

        packet_path_frame(&path, &frame);
        free(copy);
        data += 2 + some;
        len -= 2 + some;
    }
    packet_path_end(&path);
    FUZZ_CHECK(open == 0);
    FUZZ_CHECK(path.memory == 0);
    packet_path_free(&path);
    return 0;
}
