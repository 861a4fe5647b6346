/* tests/unit/dlpd/gate/gate_scene.h - a gate between a queue and a receiver that are made here. */
#ifndef GATE_SCENE_H
#define GATE_SCENE_H

#include "unit/test.h"

#include "core/gating.h"
#include "gate/gate.h"
#include "support/net_replay.h"

#define TEXT_MOST 600      /* bytes of a text that is made by chance */
#define RECEIVED_MOST 1088 /* of any */
#define START 5000u        /* sequence number of the first byte */
#define SERVER_SEQ 9000u
#define VALUE "tok_abcdef0123"
#define PACKETS 4096

/* ---- Chance ------------------------------------------------------------------------------ */

static uint64_t seed;

static inline size_t chance(size_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % below;
}

/* ---- A receiver: it keeps what it has no use for yet; of two versions the first, or the last -- */

struct receiver {
    char text[RECEIVED_MOST];
    bool there[RECEIVED_MOST];
    size_t next; /* bytes that its program has read */
    bool last_wins;
    bool reset;
    bool loses; /* packets are lost on their way from the gate */
};

static struct receiver receiver;

static inline void receive(const uint8_t *data, size_t len)
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

static inline void verdict(uint32_t id, const uint8_t *data, size_t len)
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
    bool joins;    /* packets come together: not each is judged before the next one comes */
    size_t joined; /* how often were several judged as one? */
};

static inline struct generation *rules(void)
{
    static struct generation made;

    if (!made.refs) {
        struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;

        made.info.version = DLP_DATABASE_INFO_VERSION;
        made.scanner = net_scanner();
        options.min_confidence = 0.01;
        if (dlp_database_info(made.scanner->db, &made.info) != DLP_OK
            || dlp_scanner_new(&made.ends, made.scanner->db, &options, NULL) != DLP_OK)
            abort();
        made.refs = 1;
    }
    return &made;
}

static inline void scene_init(struct scene *scene, bool fail_open)
{
    net_replay_init(&scene->replay);
    scene->replay.inspector.gated = true;
    scene->replay.inspector.generation = rules();
    scene->gate = (struct gate){ .options = { .fail_open = fail_open, .hold_ms = 5 },
                                 .raw = { -1, -1 },
                                 .inspector = &scene->replay.inspector,
                                 .path = &scene->replay.path,
                                 .now_ms = 1 };
    scene->joins = false;
    scene->joined = 0;
    gate_init(&scene->gate);
    scene->replay.path.events = &scene->gate.events;
    receiver = (struct receiver){ .next = 0 };
    ids = 0;
    memset(waiting, 0, sizeof(waiting));
}

/* Every packet must have had its verdict in the end. */
static inline void scene_end(struct scene *scene)
{
    gate_end(&scene->gate);
    CHECK_INT(scene->gate.held, 0);
    CHECK(!scene->gate.members && !scene->gate.joined[0].bytes);
    for (uint32_t i = 0; i < ids; i++) {
        CHECK_INT(waiting[i].verdicts, 1);
        free(waiting[i].data);
    }
    CHECK_INT(scene->replay.path.memory, 0);
    net_replay_free(&scene->replay);
}

/* No more packets are there. */
static inline void round_ends(struct scene *scene)
{
    scene->joined += scene->gate.joined[0].gated && scene->gate.joined[0].len > 1;
    gate_judge_joined(&scene->gate);
}

/* A packet of the connection from that port of the client's. */
static inline uint32_t arrive_from(struct scene *scene, uint16_t port, unsigned side, uint32_t seq,
                                   uint32_t ack, uint8_t flags, const char *data, size_t len)
{
    struct net_frame frame;
    const uint32_t id = ids++;
    uint8_t *copy;

    if (id >= PACKETS)
        abort();
    net_tcp(&frame, side, seq, ack, flags, data, len);
    net_be16(frame.data + 20 + (side ? 2 : 0), port);
    copy = malloc(frame.len);
    if (!copy)
        abort();
    memcpy(copy, frame.data, frame.len);
    waiting[id].data = copy;
    waiting[id].len = frame.len;
    gate_packet(&(struct queued){ .id = id, .data = copy, .len = frame.len, .wire_len = frame.len },
                &scene->gate);
    return id;
}

static inline void arrive(struct scene *scene, unsigned side, uint32_t seq, uint32_t ack,
                          uint8_t flags, const char *data, size_t len)
{
    (void)arrive_from(scene, 40000, side, seq, ack, flags, data, len);
    if (!scene->joins || chance(4) == 0)
        round_ends(scene);
}

static inline void shake_hands(struct scene *scene)
{
    arrive(scene, 0, START - 1, 0, TCP_SYN, NULL, 0);
    arrive(scene, 1, SERVER_SEQ - 1, START, TCP_SYN | TCP_ACK, NULL, 0);
    arrive(scene, 0, START, SERVER_SEQ, TCP_ACK, NULL, 0);
}

static inline void send_at(struct scene *scene, size_t at, const char *data, size_t len)
{
    arrive(scene, 0, START + (uint32_t)at, SERVER_SEQ, TCP_ACK, data, len);
}

static inline void acknowledge(struct scene *scene)
{
    arrive(scene, 1, SERVER_SEQ, START + (uint32_t)receiver.next, TCP_ACK, NULL, 0);
}

static inline void time_passes(struct scene *scene, uint64_t ms)
{
    round_ends(scene);
    scene->gate.now_ms += ms;
    gate_expire(&scene->gate);
}

#endif
