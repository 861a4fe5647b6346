/* tests/property/test_net_complete.c - a connection that both ends have closed holds hardly anything; and what is
 * sent behind its end is scanned all the same, and told. */

#include "support/net_replay.h"
#include "unit/test.h"

#define SEQ 1000u
#define ACK 5000u

static const char request[] = "POST /f HTTP/1.1\r\nHost: a.example\r\nContent-Length: 24\r\n\r\n"
                              "\ntoken tok_0123456789 ab\n";
static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

#define ASKED ((uint32_t)(SEQ + sizeof(request) - 1))
#define ANSWERED ((uint32_t)(ACK + sizeof(answer) - 1))

static void send_segment(struct net_replay *replay, unsigned side, uint32_t seq, uint32_t ack,
                         uint8_t flags, const char *text)
{
    struct net_frame frame;

    net_tcp(&frame, side, seq, ack, flags, text, text ? strlen(text) : 0);
    net_replay_packet(replay, frame.data, frame.len);
}

static void talk(struct net_replay *replay)
{
    net_replay_init(replay);
    send_segment(replay, 0, SEQ - 1, 0, TCP_SYN, NULL);
    send_segment(replay, 1, ACK - 1, SEQ, TCP_SYN | TCP_ACK, NULL);
    send_segment(replay, 0, SEQ, ACK, TCP_ACK, request);
    send_segment(replay, 1, ACK, ASKED, TCP_ACK, answer);
}

static void test_complete__nothing_is_held_any_more(void)
{
    struct net_replay replay;

    talk(&replay);
    CHECK(replay.path.memory > 16384);
    send_segment(&replay, 0, ASKED, ANSWERED, TCP_ACK | TCP_FIN, NULL);
    CHECK(replay.path.memory > 16384);
    send_segment(&replay, 1, ANSWERED, ASKED + 1, TCP_ACK | TCP_FIN, NULL);
    CHECK(replay.path.memory < 2048);
    CHECK_INT(replay.path.table.len, 1);
    net_replay_end(&replay);
    CHECK(strstr(replay.out.data, "\"distinct\":1") != NULL);
    CHECK(strstr(replay.out.data, "after_end") == NULL);
    net_replay_free(&replay);
}

/* The other end never got the FIN: it has acknowledged nothing. */
static void test_complete__not_by_a_fin_that_nobody_acknowledged(void)
{
    struct net_replay replay;

    talk(&replay);
    send_segment(&replay, 0, ASKED, ANSWERED, TCP_ACK | TCP_FIN, NULL);
    send_segment(&replay, 1, ANSWERED, ASKED, TCP_ACK | TCP_FIN, NULL);
    CHECK(replay.path.memory > 16384);
    net_replay_free(&replay);
}

static void test_complete__not_before_a_hole_is_filled(void)
{
    struct net_replay replay;

    talk(&replay);
    send_segment(&replay, 0, ASKED + 6, ANSWERED, TCP_ACK | TCP_FIN, NULL);
    send_segment(&replay, 1, ANSWERED, ASKED + 7, TCP_ACK | TCP_FIN, NULL);
    CHECK(replay.path.memory > 16384);
    send_segment(&replay, 0, ASKED, ANSWERED, TCP_ACK, "abcdef");
    CHECK(replay.path.memory < 2048);
    net_replay_free(&replay);
}

static void test_complete__what_comes_behind_is_scanned_and_told(void)
{
    struct net_replay replay;

    talk(&replay);
    send_segment(&replay, 0, ASKED, ANSWERED, TCP_ACK | TCP_FIN, NULL);
    send_segment(&replay, 1, ANSWERED, ASKED + 1, TCP_ACK | TCP_FIN, NULL);
    send_segment(&replay, 0, ASKED, ANSWERED + 1, TCP_ACK, "\ntoken tok_9876543210\n");
    net_replay_end(&replay);
    CHECK(strstr(replay.out.data, "\"distinct\":2") != NULL);
    CHECK(strstr(replay.out.data, "\"reason\":\"after_end\"") != NULL);
    net_replay_free(&replay);
}

TEST_MAIN(TEST(test_complete__nothing_is_held_any_more),
          TEST(test_complete__not_by_a_fin_that_nobody_acknowledged),
          TEST(test_complete__not_before_a_hole_is_filled),
          TEST(test_complete__what_comes_behind_is_scanned_and_told))
