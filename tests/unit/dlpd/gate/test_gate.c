/* The gate's promise, against a queue and a receiver that are made here: however a text is cut into segments,
 * in whatever order these come, how often, and with what decoys: the value never arrives, and a text
 * without one arrives whole. */

#include "unit/test.h"

#include "core/gating.h"
#include "gate/gate.h"
#include "support/net_replay.h"

#define TEXT_MOST 600
#define START 5000u /* sequence number of the first byte */
#define SERVER_SEQ 9000u
#define VALUE "tok_abcdef0123"
#define PACKETS 4096

/* ---- Chance ------------------------------------------------------------------------------ */

static uint64_t seed;

static size_t chance(size_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % below;
}

/* ---- A receiver: it keeps what it has no use for yet; of two versions the first, or the last -- */

struct receiver {
    char text[TEXT_MOST + 64];
    bool there[TEXT_MOST + 64];
    size_t next; /* bytes that its program has read */
    bool last_wins;
    bool reset;
    bool loses; /* packets are lost on their way from the gate */
};

static struct receiver receiver;

static void receive(const uint8_t *data, size_t len)
{
    const uint8_t *const tcp = data + 20;
    const size_t head = 20u + (size_t)(tcp[12] >> 4) * 4u;
    const size_t at =
        ((size_t)tcp[4] << 24 | (size_t)tcp[5] << 16 | (size_t)tcp[6] << 8 | tcp[7]) - START;

    if (data[15] != 1) /* what the server sends */
        return;
    if (tcp[13] & TCP_RST) /* any other number is answered, and no more: RFC 5961 */
        receiver.reset = receiver.reset || at == receiver.next;
    for (size_t i = 0; head + i < len; i++) {
        const bool old = at + i < receiver.next || (receiver.there[at + i] && !receiver.last_wins);

        if (!old)
            receiver.text[at + i] = (char)data[head + i];
        receiver.there[at + i] = true;
    }
    while (receiver.there[receiver.next])
        receiver.next++;
}

/* ---- A queue ----------------------------------------------------------------------------- */

static struct {
    uint8_t *data;
    size_t len;
    unsigned verdicts;
} waiting[PACKETS];
static uint32_t ids;

static void verdict(uint32_t id, const uint8_t *data, size_t len)
{
    CHECK_INT(waiting[id].verdicts, 0);
    waiting[id].verdicts++;
    if (data && !(receiver.loses && chance(3) == 0))
        receive(data, len);
}

void queue_accept(struct queue *queue, uint32_t id)
{
    (void)queue;
    verdict(id, waiting[id].data, waiting[id].len);
}

void queue_drop(struct queue *queue, uint32_t id)
{
    (void)queue;
    verdict(id, NULL, 0);
}

void queue_accept_marked(struct queue *queue, uint32_t id, uint32_t mark)
{
    (void)mark;
    queue_accept(queue, id);
}

void queue_replace(struct queue *queue, uint32_t id, const uint8_t *data, size_t len)
{
    (void)queue;
    verdict(id, data, len);
}

void queue_flush(struct queue *queue)
{
    (void)queue;
}

int queue_fd(const struct queue *queue)
{
    (void)queue;
    return -1;
}

int queue_read(struct queue *queue, unsigned most, queue_fn on_packet, void *user)
{
    (void)queue;
    (void)most;
    (void)on_packet;
    (void)user;
    return -1;
}

bool queue_losses(const struct queue *queue, struct queue_losses *losses)
{
    (void)queue;
    (void)losses;
    return false;
}

const char *queue_missing(void)
{
    return NULL;
}

struct queue *queue_expect(uint16_t number)
{
    (void)number;
    return NULL;
}

bool queue_adopt(struct queue *queue, int fd, char *error, size_t error_len)
{
    (void)queue;
    (void)fd;
    (void)error;
    (void)error_len;
    return false;
}

struct queue *queue_open(const struct queue_options *options, int *status, char *error,
                         size_t error_len)
{
    (void)options;
    (void)status;
    (void)error;
    (void)error_len;
    return NULL;
}

void queue_close(struct queue *queue)
{
    (void)queue;
}

bool raw_send(const struct raw_send *raw, const struct address *to, const uint8_t *data, size_t len)
{
    (void)raw;
    (void)to;
    receive(data, len);
    return true;
}

bool raw_send_open(struct raw_send *raw, uint32_t mark)
{
    (void)raw;
    (void)mark;
    return true;
}

void raw_send_close(struct raw_send *raw)
{
    (void)raw;
}

/* ---- A gate ------------------------------------------------------------------------------ */

struct scene {
    struct net_replay replay;
    struct gate gate;
};

static struct generation *rules(void)
{
    static struct generation made;

    if (!made.refs) {
        dlp_scanner *const ends = scan_log_scanner(SMALL_RULES);

        made.info.version = DLP_DATABASE_INFO_VERSION;
        if (dlp_database_info(ends->db, &made.info) != DLP_OK)
            abort();
        made.scanner = net_scanner();
        made.ends = ends;
        made.refs = 1;
    }
    return &made;
}

static void scene_init(struct scene *scene, bool fail_open)
{
    net_replay_init(&scene->replay);
    scene->replay.inspector.gated = true;
    scene->replay.inspector.generation = rules();
    scene->gate = (struct gate){ .options = { .fail_open = fail_open, .hold_ms = 5 },
                                 .raw = { -1, -1 },
                                 .inspector = &scene->replay.inspector,
                                 .path = &scene->replay.path,
                                 .now_ms = 1 };
    gate_init(&scene->gate);
    scene->replay.path.events = &scene->gate.events;
    receiver = (struct receiver){ .next = 0 };
    ids = 0;
    memset(waiting, 0, sizeof(waiting));
}

/* Every packet must have had its verdict in the end. */
static void scene_end(struct scene *scene)
{
    gate_end(&scene->gate);
    CHECK_INT(scene->gate.held, 0);
    for (uint32_t i = 0; i < ids; i++) {
        CHECK_INT(waiting[i].verdicts, 1);
        free(waiting[i].data);
    }
    CHECK_INT(scene->replay.path.memory, 0);
    net_replay_free(&scene->replay);
}

static void arrive(struct scene *scene, unsigned side, uint32_t seq, uint32_t ack, uint8_t flags,
                   const char *data, size_t len)
{
    struct net_frame frame;
    const uint32_t id = ids++;
    uint8_t *copy;

    if (id >= PACKETS)
        abort();
    net_tcp(&frame, side, seq, ack, flags, data, len);
    copy = malloc(frame.len);
    if (!copy)
        abort();
    memcpy(copy, frame.data, frame.len);
    waiting[id].data = copy;
    waiting[id].len = frame.len;
    gate_packet(&(struct queued){ .id = id, .data = copy, .len = frame.len, .wire_len = frame.len },
                &scene->gate);
}

static void shake_hands(struct scene *scene)
{
    arrive(scene, 0, START - 1, 0, TCP_SYN, NULL, 0);
    arrive(scene, 1, SERVER_SEQ - 1, START, TCP_SYN | TCP_ACK, NULL, 0);
    arrive(scene, 0, START, SERVER_SEQ, TCP_ACK, NULL, 0);
}

static void send_at(struct scene *scene, size_t at, const char *data, size_t len)
{
    arrive(scene, 0, START + (uint32_t)at, SERVER_SEQ, TCP_ACK, data, len);
}

static void acknowledge(struct scene *scene)
{
    arrive(scene, 1, SERVER_SEQ, START + (uint32_t)receiver.next, TCP_ACK, NULL, 0);
}

static void time_passes(struct scene *scene, uint64_t ms)
{
    scene->gate.now_ms += ms;
    gate_expire(&scene->gate);
}

/* ---- Texts ------------------------------------------------------------------------------ */

static size_t make_text(char *text, bool with_value)
{
    static const char letters[] = "abcdefgh ,.\n";
    const size_t len = 20 + chance(TEXT_MOST - 20);

    for (size_t i = 0; i < len; i++)
        text[i] = letters[chance(sizeof(letters) - 1)];
    if (with_value) {
        const size_t at = chance(len - sizeof(" " VALUE " ") + 2);

        memcpy(text + at, " " VALUE " ", sizeof(" " VALUE " ") - 1);
    }
    return len;
}

static bool has_value(void)
{
    return memmem(receiver.text, receiver.next, VALUE, sizeof(VALUE) - 1) != NULL;
}

/* Segments from where the receiver is, in any order, some of them twice, some with other bytes. */
static void send_round(struct scene *scene, const char *text, size_t len, bool decoys)
{
    const size_t segments = 1 + chance(6);
    const size_t from = receiver.next;

    for (size_t i = 0; i < segments; i++) {
        const size_t at = from + (i == 0 ? 0 : chance(len - from));
        const size_t size = 1 + chance(len - at < 90 ? len - at : 90);
        char data[96];

        memcpy(data, text + at, size);
        if (decoys && chance(2) == 0) { /* without what makes the value one */
            char *const mark = memchr(data, '_', size);

            *(mark ? mark : data) = '!';
        }
        send_at(scene, at, data, size);
        if (chance(3) == 0)
            time_passes(scene, chance(8));
    }
}

static void play(bool with_value, bool decoys)
{
    struct scene scene;
    char text[TEXT_MOST + 64];
    const size_t len = make_text(text, with_value);

    scene_init(&scene, false);
    receiver.last_wins = chance(2) != 0;
    receiver.loses = chance(2) != 0;
    shake_hands(&scene);
    for (unsigned round = 0; round < 400 && receiver.next < len && !receiver.reset; round++) {
        send_round(&scene, text, len, decoys);
        time_passes(&scene, chance(20) == 0 ? 400 : chance(8));
        acknowledge(&scene);
    }
    CHECK(!has_value());
    if (!decoys) {
        CHECK(receiver.reset == with_value);
        CHECK(with_value || (receiver.next == len && memcmp(receiver.text, text, len) == 0));
        CHECK_INT(scene.gate.counts.conflicts, 0);
    }
    scene_end(&scene);
}

/* ---- Tests ------------------------------------------------------------------------------- */

static void test_gate__a_clean_text_arrives_whole(void)
{
    for (unsigned i = 0; i < 400 / TEST_PART; i++)
        play(false, false);
}

static void test_gate__a_value_never_arrives(void)
{
    for (unsigned i = 0; i < 400 / TEST_PART; i++)
        play(true, false);
}

static void test_gate__nor_behind_decoys(void)
{
    for (unsigned i = 0; i < 400 / TEST_PART; i++)
        play(true, true);
}

static void test_gate__a_value_at_the_end_waits_and_is_judged(void)
{
    struct scene scene;
    const char text[] = "here is " VALUE;

    scene_init(&scene, false);
    shake_hands(&scene);
    send_at(&scene, 0, text, sizeof(text) - 1);
    CHECK_INT(receiver.next, 0);
    CHECK_INT(scene.gate.held, 1);
    CHECK_INT(gate_wait_ms(&scene.gate), 5);
    time_passes(&scene, 4);
    CHECK_INT(scene.gate.held, 1);
    send_at(&scene, 0, text, sizeof(text) - 1); /* sent again meanwhile */
    CHECK_INT(scene.gate.counts.retransmits, 1);
    time_passes(&scene, 1);
    CHECK_INT(scene.gate.counts.blocked, 1);
    CHECK(receiver.reset && receiver.next == 0);
    scene_end(&scene);
}

static void test_gate__a_fin_is_the_end(void)
{
    struct scene scene;
    const char text[] = "here is " VALUE;

    scene_init(&scene, false);
    shake_hands(&scene);
    arrive(&scene, 0, START, SERVER_SEQ, TCP_ACK | TCP_FIN, text, sizeof(text) - 1);
    CHECK_INT(scene.gate.counts.blocked, 1);
    CHECK_INT(receiver.next, 0);
    scene_end(&scene);
}

static void test_gate__what_goes_on_is_let_go(void)
{
    struct scene scene;
    const char text[] = "here is " VALUE, rest[] = "_and_not_a_token_at_all";

    scene_init(&scene, false);
    shake_hands(&scene);
    send_at(&scene, 0, text, sizeof(text) - 1);
    CHECK_INT(receiver.next, 0);
    send_at(&scene, sizeof(text) - 1, rest, sizeof(rest) - 1);
    time_passes(&scene, 50);
    CHECK_INT(scene.gate.counts.blocked, 0);
    CHECK_INT(receiver.next, sizeof(text) + sizeof(rest) - 2);
    scene_end(&scene);
}

/* Its record is told ten seconds later, and the flow forgotten; its sender does not care. */
static void test_gate__what_was_ended_stays_so(void)
{
    struct scene scene;
    const char text[] =
        "here is " VALUE " and more of it, so that nothing has to wait for what comes next, "
        "never";

    scene_init(&scene, false);
    scene.replay.path.idle_us = scene.replay.path.closed_us = UINT64_C(1) << 40;
    shake_hands(&scene);
    send_at(&scene, 0, text, 14);
    time_passes(&scene, 10);
    CHECK_INT(receiver.next, 14);
    send_at(&scene, 14, text + 14, sizeof(text) - 15);
    time_passes(&scene, 10);
    CHECK_INT(scene.gate.counts.blocked, 1);
    packet_path_tick(&scene.replay.path, UINT64_C(1) << 60);
    CHECK_INT(scene.replay.path.table.len, 0);
    send_at(&scene, 14, text + 14, sizeof(text) - 15);
    CHECK_INT(receiver.next, 14);
    packet_path_tick(&scene.replay.path, UINT64_C(1) << 60);
    shake_hands(&scene); /* a new connection */
    send_at(&scene, 14, text + 14, 3);
    CHECK_INT(scene.gate.counts.blocked, 1);
    CHECK_INT(scene.gate.held, 1); /* behind a hole, as any other */
    scene_end(&scene);
}

static void test_gate__closed_drops_what_cannot_be_judged(void)
{
    for (unsigned open = 0; open < 2; open++) {
        struct scene scene;

        scene_init(&scene, open);
        shake_hands(&scene);
        scene.replay.inspector.broken = true;
        send_at(&scene, 0, "clean", 5);
        CHECK_INT(receiver.next, open ? 5 : 0);
        CHECK_INT(scene.gate.counts.refused, open ? 0 : 1);
        CHECK_INT(scene.gate.counts.unjudged, open);
        scene_end(&scene);
    }
}

TEST_MAIN(TEST(test_gate__a_clean_text_arrives_whole), TEST(test_gate__a_value_never_arrives),
          TEST(test_gate__nor_behind_decoys),
          TEST(test_gate__a_value_at_the_end_waits_and_is_judged),
          TEST(test_gate__a_fin_is_the_end), TEST(test_gate__what_goes_on_is_let_go),
          TEST(test_gate__what_was_ended_stays_so),
          TEST(test_gate__closed_drops_what_cannot_be_judged))
