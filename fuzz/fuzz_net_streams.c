/* fuzz/fuzz_net_streams.c - what both ends of a connection say, through the protocols and the scanner:
 * however it is cut into segments, the findings and the record are the same.
 *
 * The first byte gives the size of the segments of the second pass; then turns. */

#include "net_turns.h"

static void run(struct net_replay *replay, struct turns turns, size_t segment)
{
    uint32_t seq[2];

    net_replay_init(replay);
    turns_open(replay, seq);
    turns_say(replay, seq, turns, segment);
    net_replay_end(replay);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct net_replay whole, cut;

    if (len < 3 || len > 20000)
        return 0;
    run(&whole, (struct turns){ data + 1, len - 1 }, 1900);
    run(&cut, (struct turns){ data + 1, len - 1 }, 1u + data[0]);
    turns_compare(&whole, &cut);
    FUZZ_CHECK(whole.path.memory == 0 && cut.path.memory == 0);
    net_replay_free(&whole);
    net_replay_free(&cut);
    return 0;
}
