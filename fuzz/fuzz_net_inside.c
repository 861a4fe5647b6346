/* fuzz/fuzz_net_inside.c - what stands inside HTTP: frames of WebSockets, packed bodies, parts of forms. However
 * it is cut into segments, the findings and the record are the same.
 *
 * The first byte gives the size of the segments of the second pass, the second one what goes before; then
 * turns. */

#include "net_turns.h"

#define POST "POST /f HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9999\r\n"
#define CHAT                                                                                       \
  "GET /f HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
#define CHANGED "HTTP/1.1 101 Changed\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
#define DEFLATE "Sec-WebSocket-Extensions: permessage-deflate\r\n"

static const struct {
    const char *asked, *answered;
} before[] = {
    { CHAT, CHANGED "\r\n" },
    { CHAT, CHANGED DEFLATE "\r\n" },
    { POST "Content-Type: multipart/form-data; boundary=b\r\n\r\n", "" },
    { POST "Content-Encoding: br\r\n\r\n", "" },
    { POST "Content-Encoding: zstd\r\n\r\n", "" },
    { POST "Content-Encoding: gzip\r\n\r\n", "" },
};
#define KINDS (sizeof(before) / sizeof(before[0]))

static void run(struct net_replay *replay, size_t kind, struct turns turns, size_t segment)
{
    const char *const asked = before[kind].asked, *const answered = before[kind].answered;
    uint32_t seq[2];

    net_replay_init(replay);
    turns_open(replay, seq);
    turns_send(replay, seq, 0, (const uint8_t *)asked, strlen(asked));
    if (*answered)
        turns_send(replay, seq, 1, (const uint8_t *)answered, strlen(answered));
    turns_say(replay, seq, turns, segment);
    net_replay_end(replay);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct net_replay whole, cut;

    if (len < 4 || len > 20000)
        return 0;
    run(&whole, data[1] % KINDS, (struct turns){ data + 2, len - 2 }, 1900);
    run(&cut, data[1] % KINDS, (struct turns){ data + 2, len - 2 }, 1u + data[0]);
    turns_compare(&whole, &cut);
    FUZZ_CHECK(whole.path.memory == 0 && cut.path.memory == 0);
    net_replay_free(&whole);
    net_replay_free(&cut);
    return 0;
}
