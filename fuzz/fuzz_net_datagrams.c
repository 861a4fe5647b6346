/* fuzz/fuzz_net_datagrams.c - UDP payloads through DNS, QUIC, DTLS and the scanner: nothing is read
 * beside them, every byte is accounted for, and all memory is given back.
 *
 * Datagrams, each behind two bytes: the upper bit says who speaks, the rest how many bytes. */

#include "fuzz.h"

#include "tests/support/net_replay.h"

static void send(struct net_replay *replay, unsigned side, const uint8_t *data, size_t len)
{
    struct net_frame frame;

    net_ip4(frame.data, side, 8 + len, PROTOCOL_UDP, 1, 0);
    net_be16(frame.data + 20, side ? 53 : 40000);
    net_be16(frame.data + 22, side ? 40000 : 53);
    net_be16(frame.data + 24, 8 + len);
    net_be16(frame.data + 26, 0);
    if (len)
        memcpy(frame.data + 28, data, len);
    frame.len = 28 + len;
    net_replay_packet(replay, frame.data, frame.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct net_replay replay;
    uint64_t sent = 0;

    if (len > 20000)
        return 0;
    net_replay_init(&replay);
    while (len >= 2) {
        const size_t size = (size_t)(data[0] & 0x07) << 8 | data[1];
        size_t some = size < len - 2 ? size : len - 2;

        if (some > NET_FRAME_MAX - 28)
            some = NET_FRAME_MAX - 28;
        send(&replay, data[0] >> 7, data + 2, some);
        sent += some;
        data += 2 + some;
        len -= 2 + some;
    }
    net_replay_end(&replay);
    FUZZ_CHECK(replay.inspector.seen == sent);
    FUZZ_CHECK(replay.path.memory == 0);
    net_replay_free(&replay);
    return 0;
}
