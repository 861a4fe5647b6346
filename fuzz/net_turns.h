/* fuzz/net_turns.h - what both ends of a connection say by turns, cut into segments, and the comparison of
 * two ways to cut it. For the targets that are about protocols.
 *
 * A turn stands behind two bytes: the upper bit says who speaks, the rest how many bytes. */
#ifndef FUZZ_NET_TURNS_H
#define FUZZ_NET_TURNS_H

#include "fuzz.h"

#include "tests/support/net_replay.h"

struct turns {
    const uint8_t *data;
    size_t len;
};

static inline void turns_send(struct net_replay *replay, uint32_t seq[2], unsigned side,
                              const uint8_t *data, size_t len)
{
    struct net_frame frame;

    net_tcp(&frame, side, seq[side], seq[1 - side], TCP_ACK, data, len);
    seq[side] += (uint32_t)len;
    net_replay_packet(replay, frame.data, frame.len);
}

/** A connection begins. @param seq  set to the next number of each side. */
static inline void turns_open(struct net_replay *replay, uint32_t seq[2])
{
    struct net_frame frame;

    seq[0] = 1000;
    seq[1] = 2000;

    net_tcp(&frame, 0, 999, 0, TCP_SYN, NULL, 0);
    net_replay_packet(replay, frame.data, frame.len);
    net_tcp(&frame, 1, 1999, 1000, TCP_SYN | TCP_ACK, NULL, 0);
    net_replay_packet(replay, frame.data, frame.len);
}

/** What both ends say by turns, in segments of at most so many bytes. */
static inline void turns_say(struct net_replay *replay, uint32_t seq[2], struct turns turns,
                             size_t segment)
{
    while (turns.len >= 2) {
        const unsigned side = turns.data[0] >> 7;
        const size_t size = (size_t)(turns.data[0] & 0x07) << 8 | turns.data[1];
        size_t left = size < turns.len - 2 ? size : turns.len - 2;

        turns.data += 2;
        turns.len -= 2;
        while (left > 0) {
            const size_t some = left < segment ? left : segment;

            turns_send(replay, seq, side, turns.data, some);
            turns.data += some;
            turns.len -= some;
            left -= some;
        }
    }
}

static inline void check_same(const struct net_replay *whole, const struct net_replay *cut,
                              const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len != b_len || memcmp(a, b, a_len) != 0)
        fprintf(stderr, "whole: %scut: %s", whole->out.data, cut->out.data);
    FUZZ_CHECK(a_len == b_len && memcmp(a, b, a_len) == 0);
}

/* Leave out where in a message values stand, and which comes first: what is nearly HTTP, or ends in the middle
 * of a head, libhtp takes apart by the pieces in which it comes. How many there are remains. */
static inline void forget_places(char *text)
{
    static const char *const lists[] = { "\"parts\":[", "\"masked\":[", "\"tokens\":[" };

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        char *at = text, *end;

        while ((at = strstr(at, lists[i])) != NULL && (end = strchr(at, ']')) != NULL)
            memmove(at, end + 1, strlen(end + 1) + 1);
    }
}

/* From the protocol on, without the count of packets, which differs. */
/** Both have ended: they must say the same. */
static inline void turns_compare(struct net_replay *whole, struct net_replay *cut)
{
    static const char packets[] = "\"packets\":";
    const char *a = strstr(whole->out.data, "\"protocol\":");
    const char *b = strstr(cut->out.data, "\"protocol\":");
    const char *end_a, *end_b;

    FUZZ_CHECK(a && b);
    /* What is nearly HTTP, libhtp reads by the pieces in which it comes: the findings must be the same
     * all the same, unless it was said that they may not be. */
    if (memcmp(a, "\"protocol\":\"http\"", 17) == 0) {
        if (strstr(a, "http_not_parsed") || strstr(b, "http_not_parsed"))
            return;
        forget_places(whole->out.data);
        forget_places(cut->out.data);
        a = strstr(a, "\"rules\":") ? strstr(a, "\"rules\":") : strstr(a, "\"from_client\":");
        b = strstr(b, "\"rules\":") ? strstr(b, "\"rules\":") : strstr(b, "\"from_client\":");
        end_a = strstr(a, packets);
        end_b = strstr(b, packets);
        check_same(whole, cut, a, (size_t)(end_a - a), b, (size_t)(end_b - b));
        return;
    }
    while ((end_a = strstr(a, packets)) != NULL) {
        end_b = strstr(b, packets);
        FUZZ_CHECK(end_b);
        check_same(whole, cut, a, (size_t)(end_a - a), b, (size_t)(end_b - b));
        a = strchr(end_a, ',');
        b = strchr(end_b, ',');
    }
    check_same(whole, cut, a, strlen(a), b, strlen(b));
}

#endif
