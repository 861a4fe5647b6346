/* tests/property/test_net_memory.c - what is gathered for a scan counts in the limit on memory, and keeps to a part of it; what finds
 * no room is scanned all the same. */

#include "support/net_replay.h"
#include "unit/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define TEXT "\ntoken tok_%010u ab\n"

/* A packet of a connection of its own, with a value of its own. */
static void send_value(struct net_replay *replay, unsigned number)
{
    char text[64];
    struct net_frame frame;

    snprintf(text, sizeof(text), TEXT, number);
    net_tcp(&frame, 0, 1000, 0, TCP_ACK, text, strlen(text));
    net_be16(frame.data + 20, 20000 + number);
    net_replay_packet(replay, frame.data, frame.len);
}

/* What is told is only counted. */
static void start(struct net_replay *replay)
{
    net_replay_init(replay);
    replay->out.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    CHECK(replay->out.fd >= 0);
}

static void check_told(struct net_replay *replay, uint64_t flows)
{
    net_replay_end(replay);
    CHECK_INT(replay->inspector.incidents, flows);
    output_flush(&replay->out);
    CHECK_INT(close(replay->out.fd), 0);
    net_replay_free(replay);
}

static void check_memory(size_t limit, unsigned flows, size_t least, size_t most)
{
    struct net_replay replay;

    start(&replay);
    inspector_gather(&replay.inspector, limit);
    for (unsigned i = 0; i < flows; i++)
        send_value(&replay, i);
    CHECK(replay.inspector.gathered >= least && replay.inspector.gathered <= most);
    CHECK_INT(packet_path_memory(&replay.path), replay.path.memory + replay.inspector.gathered);
    check_told(&replay, flows);
    CHECK_INT(replay.inspector.gathered, 0);
}

static void test_memory__what_is_gathered_counts(void)
{
    check_memory(PATH_MEMORY, PATH_ROUND - 1, (size_t)3 << 20, (size_t)4 << 20);
}

static void test_memory__what_is_gathered_is_a_part_of_it(void)
{
    check_memory((size_t)1 << 20, 60, (size_t)64 << 10, (size_t)128 << 10);
    check_memory(4096, 20, 0, 0);
}

/* Flows leave when all together is too much. */
static void test_memory__makes_room(void)
{
    struct net_replay replay;

    start(&replay);
    replay.path.memory_max = (size_t)1 << 20;
    inspector_gather(&replay.inspector, replay.path.memory_max);
    for (unsigned i = 0; i < 200; i++) {
        send_value(&replay, i);
        CHECK(packet_path_memory(&replay.path) <= replay.path.memory_max);
    }
    CHECK(replay.path.evicted > 0);
    check_told(&replay, 200);
}

TEST_MAIN(TEST(test_memory__what_is_gathered_counts),
          TEST(test_memory__what_is_gathered_is_a_part_of_it), TEST(test_memory__makes_room))
