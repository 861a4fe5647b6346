/* test_joined_segments.c - segments that come one behind the other have one verdict, and each of them has it once. */

#include "unit/dlpd/gate/gate_scene.h"

/* Neither is judged before the other one is there. */
static void send_both(struct scene *scene, const char *first, const char *second)
{
    const char *const both[] = { first, second };
    uint32_t seq = START + (uint32_t)receiver.next;

    for (size_t i = 0; i < 2; i++) {
        const uint32_t id =
            arrive_from(scene, 40000, 0, seq, SERVER_SEQ, TCP_ACK, both[i], strlen(both[i]));

        seq += (uint32_t)strlen(both[i]);
        CHECK_INT(waiting[id].verdicts, 0);
    }
}

static void test_joined_segments__have_one_verdict(void)
{
    struct scene scene;
    uint32_t before;

    scene_init(&scene, false);
    shake_hands(&scene);
    before = (uint32_t)scene.gate.counts.accepted;
    send_both(&scene, "all is well ", "and so on, as ever\n");
    arrive(&scene, 1, SERVER_SEQ, START, TCP_ACK, NULL, 0); /* the round ends with it */
    CHECK_INT(scene.gate.counts.accepted, before + 3);
    CHECK_INT(receiver.next, 31);
    send_both(&scene, "here is tok_abc", "def0123");
    round_ends(&scene);
    CHECK_INT(scene.gate.held, 2);
    CHECK_INT(receiver.next, 31);
    time_passes(&scene, 5);
    CHECK_INT(scene.gate.counts.blocked, 1);
    CHECK_INT(scene.gate.counts.replaced, 1);
    CHECK_INT(scene.gate.counts.dropped, 1);
    CHECK(receiver.reset && receiver.next == 31);
    for (size_t i = 31; i < sizeof(receiver.there); i++)
        CHECK(!receiver.there[i]);
    scene_end(&scene);
}

static void test_joined_segments__are_judged_before_their_flow_ends(void)
{
    struct scene scene;

    scene_init(&scene, false);
    shake_hands(&scene);
    send_both(&scene, "all is well ", "and so on, as ever\n");
    scene.joins = true;
    arrive(&scene, 0, START + 70000, 0, TCP_SYN, NULL, 0); /* another connection */
    CHECK_INT(receiver.next, 31);
    CHECK_INT(scene.replay.path.flows, 2);
    scene_end(&scene);
    scene_init(&scene, true);
    shake_hands(&scene);
    send_both(&scene, "all is well ", "and so on, as ever\n");
    packet_path_end(&scene.replay.path); /* nobody judged them */
    CHECK_INT(scene.gate.counts.unjudged, 2);
    scene_end(&scene);
}

#define FLOWS (JOINED_FLOWS + 4u)

/* Each flow sends a segment, then each another one. */
static void send_in_turns(struct scene *scene)
{
    static const char text[] = "all is well, and so on\n";

    for (uint16_t i = 0; i < FLOWS; i++)
        (void)arrive_from(scene, (uint16_t)(20000 + i), 0, START - 1, 0, TCP_SYN, NULL, 0);
    for (uint32_t turn = 0; turn < 2; turn++) {
        for (uint16_t i = 0; i < FLOWS; i++)
            (void)arrive_from(scene, (uint16_t)(20000 + i), 0,
                              START + turn * ((uint32_t)sizeof(text) - 1), 0, TCP_ACK, text,
                              sizeof(text) - 1);
    }
}

static void test_joined_segments__of_many_flows(void)
{
    struct scene scene;

    scene_init(&scene, false);
    send_in_turns(&scene);
    round_ends(&scene);
    CHECK_INT(scene.gate.counts.accepted, 3 * FLOWS);
    CHECK_INT(scene.gate.counts.refused, 0);
    CHECK_INT(scene.replay.path.flows, FLOWS);
    scene_end(&scene);
}

/* A flow that has to leave takes what waits with it: nobody judged that. */
static void test_joined_segments__of_a_flow_that_leaves(void)
{
    struct scene scene;

    scene_init(&scene, false);
    scene.replay.path.flows_max = 2;
    send_in_turns(&scene);
    round_ends(&scene);
    CHECK_INT(scene.gate.counts.accepted + scene.gate.counts.refused, 3 * FLOWS);
    CHECK(scene.replay.path.evicted > 0);
    scene_end(&scene);
}

TEST_MAIN(TEST(test_joined_segments__have_one_verdict),
          TEST(test_joined_segments__are_judged_before_their_flow_ends),
          TEST(test_joined_segments__of_many_flows),
          TEST(test_joined_segments__of_a_flow_that_leaves))
