/* fuzz/fuzz_net_streams.c - what both ends of a connection say, through the protocols and the scanner:
 * however it is cut into segments, the findings and the record are the same.
 *
 * The first byte gives the size of the segments of the second pass; then turns, each behind two bytes:
 * the upper bit says who speaks, the rest how many bytes. */

#include "fuzz.h"

#include "tests/support/net_replay.h"

struct turns {
    const uint8_t *data;
    size_t len;
};

static void send(struct net_replay *replay, uint32_t seq[2], unsigned side, const uint8_t *data,
                 size_t len)
{
    struct net_frame frame;

    net_tcp(&frame, side, seq[side], seq[1 - side], TCP_ACK, data, len);
    seq[side] += (uint32_t)len;
    net_replay_packet(replay, frame.data, frame.len);
}

static void run(struct net_replay *replay, struct turns turns, size_t segment)
{
    uint32_t seq[2] = { 1000, 2000 };
    struct net_frame frame;

    net_replay_init(replay);
    net_tcp(&frame, 0, 999, 0, TCP_SYN, NULL, 0);
    net_replay_packet(replay, frame.data, frame.len);
    net_tcp(&frame, 1, 1999, 1000, TCP_SYN | TCP_ACK, NULL, 0);
    net_replay_packet(replay, frame.data, frame.len);
    while (turns.len >= 2) {
        const unsigned side = turns.data[0] >> 7;
        const size_t size = (size_t)(turns.data[0] & 0x07) << 8 | turns.data[1];
        size_t left = size < turns.len - 2 ? size : turns.len - 2;

        turns.data += 2;
        turns.len -= 2;
        while (left > 0) {
            const size_t some = left < segment ? left : segment;

            send(replay, seq, side, turns.data, some);
            turns.data += some;
            turns.len -= some;
            left -= some;
        }
    }
    net_replay_end(replay);
}

/* From the protocol on, without the count of packets, which differs. */
static void compare(const struct net_replay *whole, const struct net_replay *cut)
{
    const char *a = strstr(whole->out.data, "\"protocol\":");
    const char *b = strstr(cut->out.data, "\"protocol\":");

    FUZZ_CHECK((a == NULL) == (b == NULL));
    while (a && *a) {
        static const char packets[] = "\"packets\":";
        const char *const next_a = strstr(a, packets), *const next_b = strstr(b, packets);

        FUZZ_CHECK((next_a == NULL) == (next_b == NULL));
        if (!next_a) {
            if (strcmp(a, b) != 0)
                fprintf(stderr, "whole: %scut: %s", whole->out.data, cut->out.data);
            FUZZ_CHECK(strcmp(a, b) == 0);
            return;
        }
        if (next_a - a != next_b - b || memcmp(a, b, (size_t)(next_a - a)) != 0)
            fprintf(stderr, "whole: %scut: %s", whole->out.data, cut->out.data);
        FUZZ_CHECK(next_a - a == next_b - b && memcmp(a, b, (size_t)(next_a - a)) == 0);
        a = strchr(next_a, ',');
        b = strchr(next_b, ',');
        FUZZ_CHECK(a && b);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct net_replay whole, cut;

    if (len < 3 || len > 20000)
        return 0;
    run(&whole, (struct turns){ data + 1, len - 1 }, 1900);
    run(&cut, (struct turns){ data + 1, len - 1 }, 1u + data[0]);
    compare(&whole, &cut);
    FUZZ_CHECK(whole.path.memory == 0 && cut.path.memory == 0);
    net_replay_free(&whole);
    net_replay_free(&cut);
    return 0;
}
