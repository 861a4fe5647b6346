/* tests/property/test_net_packets.c - however a message is cut into packets, its findings are those of
 * the message: segments of any size and order, repeated, overlapping, in IP fragments. */

#include "support/net_replay.h"
#include "unit/test.h"

#define ROUNDS 60
#define MESSAGE_MAX 8192
#define PACKETS_MAX 4096
#define WINDOW 12 /* packets that may overtake each other */

static uint32_t state;

static uint32_t random_below(uint32_t most)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % most;
}

struct packets {
    struct net_frame frame[PACKETS_MAX];
    size_t len;
    uint16_t id;
};

static void put(struct packets *packets, const struct net_frame *frame)
{
    if (packets->len < PACKETS_MAX)
        packets->frame[packets->len++] = *frame;
}

/* A packet, in fragments. */
static void put_fragments(struct packets *packets, const struct net_frame *whole)
{
    const size_t payload = whole->len - 20;
    const size_t size = 8 * (1 + random_below(40));

    packets->id++;
    for (size_t at = 0; at < payload; at += size) {
        const size_t len = payload - at < size ? payload - at : size;
        const bool more = at + len < payload;
        struct net_frame piece;

        net_ip4(piece.data, 0, len, PROTOCOL_TCP, packets->id,
                (uint16_t)((more ? 0x2000 : 0) | at / 8));
        memcpy(piece.data + 20, whole->data + 20 + at, len);
        piece.len = 20 + len;
        put(packets, &piece);
        if (random_below(8) == 0)
            put(packets, &piece);
    }
}

static void put_segment(struct packets *packets, const char *message, size_t from, size_t to)
{
    struct net_frame frame;

    net_tcp(&frame, 0, (uint32_t)(0xfffffe00u + from), 501, TCP_ACK, message + from, to - from);
    if (random_below(6) == 0)
        put_fragments(packets, &frame);
    else
        put(packets, &frame);
}

static void shuffle(struct packets *packets, size_t from)
{
    for (size_t i = from; i < packets->len; i++) {
        const size_t other = i + random_below(WINDOW);

        if (other < packets->len) {
            const struct net_frame held = packets->frame[i];

            packets->frame[i] = packets->frame[other];
            packets->frame[other] = held;
        }
    }
}

/* The whole connection, cut by chance. */
static void packetise(struct packets *packets, const char *message, size_t len)
{
    static const uint32_t sizes[] = { 2, 20, 200, 1400 };
    struct net_frame frame;

    packets->len = 0;
    net_tcp(&frame, 0, 0xfffffdffu, 0, TCP_SYN, NULL, 0);
    put(packets, &frame);
    net_tcp(&frame, 1, 500, 0xfffffe00u, TCP_SYN | TCP_ACK, NULL, 0);
    put(packets, &frame);
    for (size_t at = 0; at < len;) {
        const size_t most = sizes[random_below(4)];
        const size_t size = 1 + random_below((uint32_t)most);
        const size_t end = at + size < len ? at + size : len;
        const size_t back = random_below(4) == 0 ? random_below(30) : 0;

        put_segment(packets, message, back < at ? at - back : 0, end);
        if (random_below(10) == 0)
            put_segment(packets, message, at, end);
        at = end;
    }
    shuffle(packets, 2);
    net_tcp(&frame, 1, 501, (uint32_t)(0xfffffe00u + len), TCP_ACK, NULL, 0);
    put(packets, &frame);
}

/* From "rules" to its end, and whether anything was left unjudged. */
static void digest(struct net_replay *replay, char *out, size_t room)
{
    const char *rules, *end, *client;

    net_replay_end(replay);
    rules = strstr(replay->out.data, "\"rules\":");
    end = rules ? strstr(rules, ",\"from_client\"") : NULL;
    client = strstr(replay->out.data, "\"from_client\"");
    snprintf(out, room, "%.*s %s", rules && end ? (int)(end - rules) : 0, rules ? rules : "",
             client && strstr(client, "\"incomplete\":[],") == NULL
                     && strstr(client, "\"incomplete\":[]}") == NULL
                 ? "incomplete"
                 : "whole");
}

static void replay_whole(const char *message, size_t len, char *out, size_t room)
{
    struct net_replay replay;
    struct net_frame frame;

    net_replay_init(&replay);
    net_tcp(&frame, 0, 0xfffffdffu, 0, TCP_SYN, NULL, 0);
    net_replay_packet(&replay, frame.data, frame.len);
    for (size_t at = 0; at < len; at += 1400) {
        net_tcp(&frame, 0, (uint32_t)(0xfffffe00u + at), 501, TCP_ACK, message + at,
                len - at < 1400 ? len - at : 1400);
        net_replay_packet(&replay, frame.data, frame.len);
    }
    digest(&replay, out, room);
    net_replay_free(&replay);
}

static void check_message(const char *message, size_t len, const char *value)
{
    static struct packets packets;
    char whole[4096], cut[4096];

    replay_whole(message, len, whole, sizeof(whole));
    CHECK(strstr(whole, value) != NULL);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct net_replay replay;

        state = round * 7919 + 1;
        packetise(&packets, message, len);
        net_replay_init(&replay);
        replay.inspector.batched = round % 4 != 0;
        for (size_t i = 0; i < packets.len; i++) {
            net_replay_packet(&replay, packets.frame[i].data, packets.frame[i].len);
            if (random_below(10) == 0)
                packet_path_settle(&replay.path);
        }
        digest(&replay, cut, sizeof(cut));
        net_replay_free(&replay);
        if (strcmp(whole, cut) != 0)
            printf("# round %u: %s\n# whole: %s\n", (unsigned)round, cut, whole);
        CHECK(strcmp(whole, cut) == 0);
    }
}

/* len is made of repeated filler, so that messages span many packets. */
static size_t filler(char *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = i % 61 == 60 ? '\n' : (char)('a' + i % 7);
    return len;
}

/* Formatted text behind what is there. */
static size_t print_at(char *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static size_t print_at(char *out, const char *format, ...)
{
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(out, 512, format, args);
    va_end(args);
    return (size_t)len;
}

static void test_packets__a_text(void)
{
    static char message[MESSAGE_MAX];
    size_t len = filler(message, 3000);

    len += print_at(message + len, "\ntoken tok_0123456789\n");
    len += filler(message + len, 2000);
    len += print_at(message + len, "\ncard: 4929 4411 3289 8178\n");
    check_message(message, len, "test.card");
}

static void test_packets__a_form(void)
{
    static char message[MESSAGE_MAX];
    size_t len = print_at(message,
                          "POST /f HTTP/1.1\r\nHost: a.example\r\nContent-Type: "
                          "application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\nx=",
                          2002 + 35);

    len += filler(message + len, 2000);
    len += print_at(message + len, "&card=%%34929%%20%%34411%%203289%%208178");
    check_message(message, len, "test.card");
}

static void test_packets__chunks(void)
{
    static char message[MESSAGE_MAX];
    size_t len = print_at(message,
                          "POST /f HTTP/1.1\r\nHost: a.example\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n");

    for (int i = 0; i < 8; i++) {
        len += print_at(message + len, "80\r\n");
        len += filler(message + len, 128);
        len += print_at(message + len, "\r\n6\r\n\ntok_0\r\n9\r\n12345678%d\r\n2\r\n\n\n\r\n", i);
    }
    len += print_at(message + len, "0\r\n\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
    check_message(message, len, "\"distinct\":8");
}

/* A value ends with a body, and digits of the next message stand right behind it. */
static void test_packets__requests_in_a_row(void)
{
    static char message[MESSAGE_MAX];
    size_t len = 0;

    for (int i = 0; i < 6; i++) {
        len += print_at(message + len,
                        "POST /f HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n",
                        i % 2 ? 15 : 75);
        if (i % 2 == 0)
            len += filler(message + len, 60);
        len += print_at(message + len, "\ntok_123456789%d", i);
    }
    check_message(message, len, "\"parts\":[\"http.body\",\"stream\"]");
}

/* A frame of HTTP/2 on the first stream. */
static size_t frame_at(char *out, uint8_t kind, uint8_t flags, const void *data, size_t len)
{
    const char head[9] = { 0, (char)(len >> 8), (char)len, (char)kind, (char)flags, 0, 0, 0, 1 };

    memcpy(out, head, sizeof(head));
    if (len)
        memcpy(out + sizeof(head), data, len);
    return sizeof(head) + len;
}

/* Values over the borders of frames, and in a header of which only its name is told plainly. */
static void test_packets__frames(void)
{
    static const char preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    static const char header[] = "\x82\x86\x84\0\1n\x10 tok_9876543210 ";
    static char message[MESSAGE_MAX], text[400];
    size_t len = print_at(message, "%s", preface);

    len += frame_at(message + len, 1, 4, header, sizeof(header) - 1);
    for (int i = 0; i < 8; i++) {
        const size_t filled = filler(text, 200);

        len += frame_at(message + len, 0, 0, text, filled);
        len += frame_at(message + len, 0, 0, "\ntok_01", 7);
        len += frame_at(message + len, 0, 0, text, print_at(text, "234567%d9 \n", i));
    }
    len += frame_at(message + len, 0, 1, "end", 3);
    check_message(message, len, "\"distinct\":9");
}

TEST_MAIN(TEST(test_packets__frames), TEST(test_packets__requests_in_a_row),
          TEST(test_packets__a_text), TEST(test_packets__a_form), TEST(test_packets__chunks))
