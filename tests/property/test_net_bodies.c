/* tests/property/test_net_bodies.c - bodies of HTTP of which the headers come in an unusual way: nothing of them is lost
 * without a reason. */

#include "app/hpack.h"
#include "support/net_replay.h"
#include "unit/test.h"

#include <zlib.h>

#define SAID_MOST 4096
#define PIECE 1000
#define VALUE "\ntoken tok_0123456789 ab\n"

enum { DATA = 0, HEADERS = 1, SETTINGS = 4, PROMISE = 5, CONTINUATION = 9 };
enum { END = 1, ENDS_HEADERS = 4 };

/* What a side says. */
struct said {
    uint8_t bytes[SAID_MOST];
    size_t len;
};

static void say(struct said *said, const void *data, size_t len)
{
    memcpy(said->bytes + said->len, data, len);
    said->len += len;
}

static void say_text(struct said *said, const char *text)
{
    say(said, text, strlen(text));
}

static void say_frame(struct said *said, uint8_t type, uint8_t flags, uint8_t stream,
                      const struct said *inside)
{
    const uint8_t head[] = {
        0, (uint8_t)(inside->len >> 8), (uint8_t)inside->len, type, flags, 0, 0, 0, stream
    };

    say(said, head, sizeof(head));
    say(said, inside->bytes, inside->len);
}

static void say_data(struct said *said, uint8_t flags, const char *text)
{
    struct said inside = { .len = 0 };

    say_text(&inside, text);
    say_frame(said, DATA, flags, 1, &inside);
}

static void say_packed(struct said *said)
{
    struct said inside = { .len = 0 };
    uLongf len = sizeof(inside.bytes);

    CHECK_INT(compress(inside.bytes, &len, (const Bytef *)VALUE, sizeof(VALUE) - 1), Z_OK);
    inside.len = len;
    say_frame(said, DATA, END, 1, &inside);
}

/* Not packed; a value is of less than 127 + 16384 bytes. */
static void add_header(struct said *block, const char *name, const char *value)
{
    const size_t len = strlen(value), more = len < 127 ? 0 : len - 127;
    const uint8_t small[] = { (uint8_t)len };
    const uint8_t large[] = { 127, (uint8_t)(more % 128 | 128), (uint8_t)(more / 128) };

    say(block, "", 1);
    say(block, (const uint8_t[]){ (uint8_t)strlen(name) }, 1);
    say_text(block, name);
    say(block, len < 127 ? small : large, len < 127 ? sizeof(small) : sizeof(large));
    say_text(block, value);
}

static void say_headers(struct said *said, uint8_t flags, const char *const *pairs)
{
    struct said block = { .len = 0 };

    for (; *pairs; pairs += 2)
        add_header(&block, pairs[0], pairs[1]);
    say_frame(said, HEADERS, flags, 1, &block);
}

#define PAIRS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static struct said client_of_http2(void)
{
    struct said said = { .len = 0 };
    const struct said nothing = { .len = 0 };

    say_text(&said, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    say_frame(&said, SETTINGS, 0, 0, &nothing);
    return said;
}

static struct said server_of_http2(void)
{
    struct said said = { .len = 0 };
    const struct said nothing = { .len = 0 };

    say_frame(&said, SETTINGS, 0, 0, &nothing);
    return said;
}

static uint32_t send_all(struct net_replay *replay, unsigned side, const struct said *said,
                         uint32_t seq, uint32_t ack)
{
    for (size_t at = 0; at < said->len; at += PIECE) {
        const size_t some = said->len - at < PIECE ? said->len - at : PIECE;
        struct net_frame frame;

        net_tcp(&frame, side, seq, ack, TCP_ACK, said->bytes + at, some);
        net_replay_packet(replay, frame.data, frame.len);
        seq += (uint32_t)some;
    }
    return seq;
}

/* The client's bytes, then the server's; both are scanned. */
static void talk(struct net_replay *replay, const struct said *client, const struct said *server)
{
    struct net_frame frame;
    uint32_t asked;

    net_replay_init(replay);
    replay->inspector.both = true;
    net_tcp(&frame, 0, 999, 0, TCP_SYN, NULL, 0);
    net_replay_packet(replay, frame.data, frame.len);
    net_tcp(&frame, 1, 4999, 1000, TCP_SYN | TCP_ACK, NULL, 0);
    net_replay_packet(replay, frame.data, frame.len);
    asked = send_all(replay, 0, client, 1000, 5000);
    (void)send_all(replay, 1, server, 5000, asked);
}

static bool told(struct net_replay *replay, const char *what)
{
    return strstr(replay->out.data, what) != NULL;
}

#define REASON(name) "\"reason\":\"" name "\""

/* Does the client's headers, with a body, lead to that reason? */
static bool leads_to(const char *const *pairs, const char *body, const char *reason)
{
    struct said client = client_of_http2();
    const struct said server = server_of_http2();
    struct net_replay replay;
    bool is;

    say_headers(&client, ENDS_HEADERS, pairs);
    say_data(&client, END, body);
    talk(&replay, &client, &server);
    net_replay_end(&replay);
    is = told(&replay, reason);
    net_replay_free(&replay);
    return is;
}

/* What the server says has a body with the value in it, and nothing was left out. */
static void check_read(const struct said *server)
{
    const struct said client = client_of_http2();
    struct net_replay replay;

    talk(&replay, &client, server);
    net_replay_end(&replay);
    CHECK(told(&replay, "\"parts\":[\"http.body\"]"));
    CHECK(!told(&replay, "\"reason\""));
    net_replay_free(&replay);
}

static bool reads_headers(void)
{
    struct hpack *const hpack = hpack_new();

    hpack_free(hpack);
    return hpack != NULL;
}

static void test_bodies__behind_an_interim_answer(void)
{
    struct said server = server_of_http2();

    if (!reads_headers())
        return;
    say_headers(&server, ENDS_HEADERS, PAIRS(":status", "103", "link", "</a.css>"));
    say_headers(&server, ENDS_HEADERS, PAIRS(":status", "200", "content-encoding", "deflate"));
    say_packed(&server);
    check_read(&server);
}

static void test_bodies__headers_in_the_middle_are_told(void)
{
    const struct said client = client_of_http2();
    struct said server = server_of_http2();
    struct net_replay replay;

    if (!reads_headers())
        return;
    say_headers(&server, ENDS_HEADERS, PAIRS(":status", "200"));
    say_data(&server, 0, "ab");
    say_headers(&server, ENDS_HEADERS, PAIRS("content-encoding", "deflate"));
    say_packed(&server);
    talk(&replay, &client, &server);
    net_replay_end(&replay);
    CHECK(told(&replay, REASON("http2")));
    net_replay_free(&replay);
}

/* The headers of a promise are of a request, however many frames they take. */
static void test_bodies__a_promise_says_nothing_of_them(void)
{
    struct said server = server_of_http2(), promise = { .len = 0 }, rest = { .len = 0 };

    if (!reads_headers())
        return;
    say(&promise, (const uint8_t[]){ 0, 0, 0, 2 }, 4);
    add_header(&promise, ":method", "GET");
    add_header(&rest, ":path", "/b");
    say_frame(&server, PROMISE, 0, 1, &promise);
    say_frame(&server, CONTINUATION, ENDS_HEADERS, 1, &rest);
    say_headers(&server, ENDS_HEADERS, PAIRS(":status", "200", "content-encoding", "deflate"));
    say_frame(&server, PROMISE, 0, 1, &promise);
    say_frame(&server, CONTINUATION, ENDS_HEADERS, 1, &rest);
    say_packed(&server);
    check_read(&server);
}

static void test_bodies__repeated_headers_are_one_list(void)
{
    if (!reads_headers())
        return;
    CHECK(leads_to(PAIRS("content-encoding", "gzip", "content-encoding", "identity"), "ab",
                   REASON("content_encoding")));
    CHECK(!leads_to(PAIRS("content-encoding", "identity"), "ab", "\"reason\""));
}

static void test_bodies__long_headers_are_read_whole(void)
{
    static const char mark[] = "; boundary=b", begin[] = "multipart/form-data; x=";
    char type[400] = "";

    if (!reads_headers())
        return;
    memcpy(type, begin, sizeof(begin) - 1);
    memset(type + sizeof(begin) - 1, 'x', 300);
    memcpy(type + sizeof(begin) - 1 + 300, mark, sizeof(mark));
    CHECK(leads_to(
        PAIRS("content-type", type),
        "--b\r\nContent-Disposition: form-data; filename=a\r\n\r\n%PDF-1.7 ab\r\n--b--\r\n",
        REASON("document")));
}

static void test_bodies__what_nobody_can_read_is_told(void)
{
    if (!reads_headers())
        return;
    CHECK(leads_to(PAIRS(":method", "CONNECT"), "ab", REASON("http2")));
    CHECK(leads_to(PAIRS("grpc-encoding", "gzip"), "ab", REASON("content_encoding")));
    CHECK(!leads_to(PAIRS(":method", "POST", "grpc-encoding", "identity"), "ab", "\"reason\""));
}

/* Many frames, of which the last is missing: what is held of them is little more than they are. */
static void test_bodies__a_block_holds_what_it_needs(void)
{
    struct said client = client_of_http2(), block = { .len = 0 };
    const struct said server = server_of_http2();
    struct net_replay replay;

    add_header(&block, "x-note", "nothing of a customer");
    for (unsigned i = 0; i < 20; i++)
        say_frame(&client, i ? CONTINUATION : HEADERS, 0, 1, &block);
    talk(&replay, &client, &server);
    CHECK(replay.path.memory < 32768);
    say_frame(&client, CONTINUATION, ENDS_HEADERS, 1, &block);
    net_replay_free(&replay);
    talk(&replay, &client, &server);
    net_replay_end(&replay);
    CHECK(!told(&replay, "\"reason\"") || !reads_headers());
    net_replay_free(&replay);
}

/* Behind the answer a tunnel might begin, so the parser has it first: its end is its end all the same. */
static void test_bodies__of_an_answer_that_grants_no_tunnel(void)
{
    struct said client = { .len = 0 }, server = { .len = 0 }, rest = { .len = 0 };
    struct net_replay replay;

    say_text(&client, "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n");
    say_text(&server, "HTTP/1.1 403 No\r\n");
    say_text(&rest, "Content-Length: 24\r\n\r\n" VALUE);
    talk(&replay, &client, &server);
    (void)send_all(&replay, 1, &rest, 5000 + (uint32_t)server.len, 1000 + (uint32_t)client.len);
    net_replay_end(&replay);
    CHECK(told(&replay, "\"parts\":[\"http.body\",\"stream\"]"));
    net_replay_free(&replay);
}

TEST_MAIN(TEST(test_bodies__behind_an_interim_answer),
          TEST(test_bodies__headers_in_the_middle_are_told),
          TEST(test_bodies__a_promise_says_nothing_of_them),
          TEST(test_bodies__repeated_headers_are_one_list),
          TEST(test_bodies__long_headers_are_read_whole),
          TEST(test_bodies__what_nobody_can_read_is_told),
          TEST(test_bodies__a_block_holds_what_it_needs),
          TEST(test_bodies__of_an_answer_that_grants_no_tunnel))
