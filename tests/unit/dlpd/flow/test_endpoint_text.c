/* Addresses as text; Community IDs against those that their specification lists. */

#include "unit/test.h"

#include "flow/endpoint_text.h"
#include "flow/flow_table.h"

static struct packet packet_of(uint8_t protocol, const uint8_t from[4], uint16_t from_port,
                               const uint8_t to[4], uint16_t to_port)
{
    struct packet packet = { .protocol = protocol };

    packet.from.address.family = packet.to.address.family = 4;
    memcpy(packet.from.address.bytes, from, 4);
    memcpy(packet.to.address.bytes, to, 4);
    packet.from.port = from_port;
    packet.to.port = to_port;
    return packet;
}

static void test_endpoint_text__both_families(void)
{
    struct endpoint end = { .address = { .family = 4, .bytes = { 192, 0, 2, 1 } }, .port = 80 };
    char text[ENDPOINT_TEXT];

    endpoint_text(text, &end);
    CHECK_STR(text, "192.0.2.1:80");
    end =
        (struct endpoint){ .address = { .family = 6, .bytes = { 0x20, 1, 0xd, 0xb8 } }, .port = 1 };
    end.address.bytes[15] = 1;
    endpoint_text(text, &end);
    CHECK_STR(text, "[2001:db8::1]:1");
}

static void test_community_id__as_specified(void)
{
    static const uint8_t a[] = { 128, 232, 110, 120 }, b[] = { 66, 35, 250, 204 };
    static const uint8_t c[] = { 192, 168, 1, 52 }, d[] = { 8, 8, 8, 8 };
    struct packet packet = packet_of(PROTOCOL_TCP, a, 34855, b, 80);
    struct flow_key key = flow_key_of(&packet);
    char there[COMMUNITY_ID_TEXT], back[COMMUNITY_ID_TEXT];

    community_id(there, &key);
    CHECK_STR(there, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
    packet = packet_of(PROTOCOL_TCP, b, 80, a, 34855);
    key = flow_key_of(&packet);
    community_id(back, &key);
    CHECK_STR(back, there);
    packet = packet_of(PROTOCOL_UDP, c, 54585, d, 53);
    key = flow_key_of(&packet);
    community_id(there, &key);
    CHECK_STR(there, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=");
}

TEST_MAIN(TEST(test_endpoint_text__both_families), TEST(test_community_id__as_specified))
