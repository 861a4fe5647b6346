/* Headers of frames: each wrapping gives the segment inside, and no cut of it gives anything else. */

#include "unit/test.h"

#include "support/net_frames.h"

#include <stdlib.h>

/* What stands in front of an IPv4 packet. */
struct wrapping {
    const char *name;
    int link;
    size_t len;
    uint8_t bytes[64];
};

#define ETHER(type) 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, (type) >> 8, (type)&255

static const struct wrapping wrappings[] = {
    { "raw", 101, 0, { 0 } },
    { "ipv4", 228, 0, { 0 } },
    { "ethernet", 1, 14, { ETHER(0x0800) } },
    { "vlan", 1, 18, { ETHER(0x8100), 0, 5, 8, 0 } },
    { "qinq", 1, 22, { ETHER(0x88a8), 0, 5, 0x81, 0, 0, 6, 8, 0 } },
    { "snap", 1, 22, { ETHER(100), 0xaa, 0xaa, 3, 0, 0, 0, 8, 0 } },
    { "sll", 113, 16, { 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0 } },
    { "sll2", 276, 20, { 8, 0 } },
    { "null", 0, 4, { 2, 0, 0, 0 } },
    { "null, the other order", 0, 4, { 0, 0, 0, 2 } },
    { "loop", 108, 4, { 0, 0, 0, 2 } },
    { "ppp", 9, 4, { 0xff, 3, 0, 0x21 } },
    { "ppp, short", 9, 1, { 0x21 } },
    { "hdlc", 104, 4, { 0x0f, 0, 8, 0 } },
    { "frame relay", 107, 4, { 0x18, 0x41, 3, 0xcc } },
    { "pppoe", 1, 22, { ETHER(0x8864), 0x11, 0, 0, 1, 0xff, 0xff, 0, 0x21 } },
    { "mpls", 1, 22, { ETHER(0x8847), 0, 1, 0, 64, 0, 2, 1, 64 } },
    { "nflog", 239, 8, { 2, 0, 0, 0, 64, 0, 9, 0 } },
};

static bool verify;

static enum outcome decode(const uint8_t *data, size_t len, size_t wire_len, int link,
                           struct packet *packet)
{
    uint8_t *const copy = malloc(len ? len : 1); /* so that a read past the end is seen */
    const struct frame frame = { .data = copy, .len = len, .wire_len = wire_len, .link = link };
    struct decoder decoder;
    enum outcome outcome;

    decoder_init(&decoder);
    decoder.verify_checksums = verify;
    if (len)
        memcpy(copy, data, len);
    outcome = decode_frame(&decoder, &frame, packet);
    packet->payload = NULL;
    decoder_free(&decoder);
    free(copy);
    return outcome;
}

static size_t wrap(uint8_t *out, const struct wrapping *wrapping, const struct net_frame *inner)
{
    memcpy(out, wrapping->bytes, wrapping->len);
    memcpy(out + wrapping->len, inner->data, inner->len);
    return wrapping->len + inner->len;
}

static void test_decode__every_wrapping(void)
{
    struct net_frame inner;
    uint8_t whole[256];

    net_tcp(&inner, 0, 100, 200, TCP_ACK, "0123456789abcdefghij", 20);
    for (size_t i = 0; i < sizeof(wrappings) / sizeof(wrappings[0]); i++) {
        const struct wrapping *const w = &wrappings[i];
        struct packet packet;
        const size_t len = wrap(whole, w, &inner);

        CHECK_INT(decode(whole, len, len, w->link, &packet), OUTCOME_DECODED);
        CHECK(packet.len == 20 && packet.wire_len == 20 && packet.seq == 100 && packet.ack == 200);
        CHECK(packet.from.port == 40000 && packet.to.port == 80);
        /* The payload may be cut; a header may not. */
        for (size_t cut = 0; cut < len; cut++) {
            const enum outcome outcome = decode(whole, cut, len, w->link, &packet);

            if (cut < len - 20)
                CHECK(outcome != OUTCOME_DECODED && outcome != OUTCOME_OTHER);
            else
                CHECK(outcome == OUTCOME_DECODED && packet.len == cut - (len - 20)
                      && packet.wire_len == 20);
        }
        if (test_failures)
            printf("# wrapping: %s\n", w->name);
    }
}

static void test_decode__padding_is_no_payload(void)
{
    struct net_frame inner;
    uint8_t whole[256] = { 0 };
    struct packet packet;
    size_t len;

    net_tcp(&inner, 0, 100, 200, TCP_ACK, "ab", 2);
    len = wrap(whole, &wrappings[2], &inner);
    CHECK_INT(decode(whole, len + 6, len + 6, 1, &packet), OUTCOME_DECODED);
    CHECK_INT(packet.len, 2);
    CHECK_INT(packet.wire_len, 2);
}

static void test_decode__says_what_it_does_not_read(void)
{
    static const struct {
        int link;
        uint8_t bytes[64];
        size_t len;
        enum outcome outcome;
    } frames[] = {
        { 147, { 0 }, 60, OUTCOME_UNKNOWN_LINK },
        { -1, { 0 }, 60, OUTCOME_UNKNOWN_LINK },
        { 1, { ETHER(0x0806) }, 60, OUTCOME_NOT_IP },
        { 1, { ETHER(0x1234 + 0x6000) }, 60, OUTCOME_UNKNOWN_TYPE },
        { 1, { ETHER(0x88e5) }, 60, OUTCOME_ENCRYPTED },
        { 101, { 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 1 }, 40, OUTCOME_OTHER },
        { 101, { 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 50 }, 40, OUTCOME_ENCRYPTED },
        { 101, { 0x44, 0, 0, 40, 0, 0, 0, 0, 64, 6 }, 40, OUTCOME_MALFORMED },
        { 101, { 0x45, 0, 0, 10, 0, 0, 0, 0, 64, 6 }, 40, OUTCOME_MALFORMED },
        { 101, { 0x45, 0, 0, 40, 0, 0, 0x20, 0, 64, 6 }, 30, OUTCOME_FRAGMENT_LOST },
        { 101, { 0 }, 40, OUTCOME_NOT_IP },
    };
    struct packet packet;

    for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++)
        CHECK_INT(decode(frames[i].bytes, frames[i].len, 60, frames[i].link, &packet),
                  frames[i].outcome);
}

static void test_decode__labels_without_end(void)
{
    uint8_t deep[512];
    struct packet packet;

    memset(deep, 0, 12);
    for (size_t i = 12; i + 4 <= sizeof(deep); i += 4) { /* VLAN tags in VLAN tags */
        net_be16(deep + i, 0x8100);
        net_be16(deep + i + 2, 1);
    }
    CHECK_INT(decode(deep, sizeof(deep), sizeof(deep), 1, &packet), OUTCOME_TOO_DEEP);
}

/* The checksum of [from, to), which stands at `at`; sum: of what is not in the packet. */
static void checksum_fill(struct net_frame *frame, size_t from, size_t to, size_t at, uint32_t sum)
{
    net_be16(frame->data + at, 0);
    for (size_t i = from; i < to; i += 2)
        sum += (uint32_t)frame->data[i] << 8 | frame->data[i + 1];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    net_be16(frame->data + at, ~sum & 0xffff);
}

static void test_decode__verifies_checksums_on_request(void)
{
    struct net_frame frame;
    struct packet packet;

    net_tcp(&frame, 0, 100, 200, TCP_ACK, "ab", 2); /* without checksums */
    CHECK_INT(decode(frame.data, frame.len, frame.len, 101, &packet), OUTCOME_DECODED);
    verify = true;
    CHECK_INT(decode(frame.data, frame.len, frame.len, 101, &packet), OUTCOME_CHECKSUM);
    checksum_fill(&frame, 0, 20, 10, 0);
    checksum_fill(&frame, 20, frame.len, 36, 10 * 256 + 1 + 10 * 256 + 2 + 6 + 22);
    CHECK_INT(decode(frame.data, frame.len, frame.len, 101, &packet), OUTCOME_DECODED);
    frame.data[41] ^= 1;
    CHECK_INT(decode(frame.data, frame.len, frame.len, 101, &packet), OUTCOME_CHECKSUM);
    verify = false;
}

TEST_MAIN(TEST(test_decode__every_wrapping), TEST(test_decode__padding_is_no_payload),
          TEST(test_decode__says_what_it_does_not_read), TEST(test_decode__labels_without_end),
          TEST(test_decode__verifies_checksums_on_request))
