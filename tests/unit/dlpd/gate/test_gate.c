/* The gate's promise, against a queue and a receiver that are made here: however a text is cut into segments,
 * in whatever order these come, how often, and with what decoys: the value never arrives, and a text
 * without one arrives whole. */

#include "unit/dlpd/gate/gate_scene.h"

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

/* Behind a hole, too. */
static bool has_value(void)
{
    return memmem(receiver.text, sizeof(receiver.text), VALUE, sizeof(VALUE) - 1) != NULL;
}

/* Segments from where the receiver is, in any order, some of them twice, some with other bytes. */
static void send_round(struct scene *scene, const char *text, size_t len, bool decoys)
{
    const size_t segments = 1 + chance(6);
    const size_t from = receiver.next;
    size_t behind = from;

    for (size_t i = 0; i < segments; i++) {
        const bool follows = scene->joins && behind < len && chance(4);
        const size_t at = i == 0 ? from : follows ? behind : from + chance(len - from);
        const size_t size = 1 + chance(len - at < 90 ? len - at : 90);
        char data[96];

        memcpy(data, text + at, size);
        if (decoys && chance(2) == 0) { /* without what makes the value one */
            char *const mark = memchr(data, '_', size);

            *(mark ? mark : data) = '!';
        }
        send_at(scene, at, data, size);
        behind = at + size;
        if (chance(scene->joins ? 9 : 3) == 0)
            time_passes(scene, chance(8));
    }
}

/* @return how often several packets were judged as one */
static size_t play(bool with_value, bool decoys)
{
    struct scene scene;
    char text[TEXT_MOST + 64];
    const size_t len = make_text(text, with_value);

    scene_init(&scene, false);
    scene.joins = chance(2) != 0;
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
    return scene.joined;
}

static void play_all(bool with_value, bool decoys)
{
    size_t joined = 0;

    for (unsigned i = 0; i < 400 / TEST_PART; i++)
        joined += play(with_value, decoys);
    CHECK(joined > 40 / TEST_PART);
}

/* ---- Tests ------------------------------------------------------------------------------- */

static void test_gate__a_clean_text_arrives_whole(void)
{
    play_all(false, false);
}

static void test_gate__a_value_never_arrives(void)
{
    play_all(true, false);
}

static void test_gate__nor_behind_decoys(void)
{
    play_all(true, true);
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

/* Longer than what is kept of a text: it does not leave as one packet, nor its last line as one. */
static void test_gate__a_long_key_is_judged_at_its_end(void)
{
    static const char begin[] = "here is\n-----BEGIN TEST KEY-----\n",
                      end[] = "\n-----END TEST KEY-----\n";
    const size_t letters = 900, last = sizeof(end) - 1, len = sizeof(begin) - 1 + letters + last;
    char text[1024];

    memset(text, 'b', sizeof(text));
    memcpy(text, begin, sizeof(begin) - 1);
    memcpy(text + len - last, end, last);
    for (unsigned whole = 0; whole < 2; whole++) {
        const size_t first = whole ? 0 : len - last;
        struct scene scene;

        scene_init(&scene, false);
        shake_hands(&scene);
        if (!whole)
            send_at(&scene, 0, text, first);
        send_at(&scene, first, text + first, len - first);
        CHECK_INT(scene.gate.held, 1);
        time_passes(&scene, 5);
        CHECK_INT(scene.gate.counts.blocked, 1);
        CHECK(receiver.reset && receiver.next == first);
        scene_end(&scene);
    }
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
          TEST(test_gate__a_fin_is_the_end), TEST(test_gate__a_long_key_is_judged_at_its_end),
          TEST(test_gate__what_goes_on_is_let_go), TEST(test_gate__what_was_ended_stays_so),
          TEST(test_gate__closed_drops_what_cannot_be_judged))
