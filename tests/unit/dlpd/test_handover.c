/* test_handover.c - of two processes one has the queue, and both know which, however slow either is. */

#include "gate/handover.h"

#include "unit/test.h"
#include "util/descriptor.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define OLD 0
#define NEW 1

/* Both ends of a connection, and something to give. */
struct scene {
    struct handover side[2];
    int end[2];
    int given[2]; /* a pipe */
};

static const struct queue_losses lost = { 7, 9 };

static void scene_open(struct scene *scene)
{
    CHECK_INT(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, scene->end), 0);
    CHECK_INT(pipe(scene->given), 0);
    for (int i = OLD; i <= NEW; i++)
        scene->side[i] = (struct handover){
            .at.fd = -1, .before = -1, .asking = -1, .after = -1, .wait_ms = 10
        };
    scene->side[NEW].before = scene->end[NEW];
}

static void scene_close(struct scene *scene)
{
    handover_close(&scene->side[NEW]);
    CHECK_INT(close(scene->given[0]) + close(scene->given[1]), 0);
}

static bool give(struct scene *scene)
{
    return handover_give(&scene->side[OLD], scene->end[OLD], scene->given[1], &lost);
}

/* What the new process says when it has the queue, said ahead: this test is one process. */
static void say_taken(struct scene *scene)
{
    CHECK_INT(send(scene->end[NEW], "t", 1, MSG_NOSIGNAL), 1);
}

/* It got something to write to. */
static void check_descriptor(struct scene *scene)
{
    const int fd = descriptor_take(scene->end[NEW]);
    char byte = 0;

    CHECK(fd >= 0 && write(fd, "x", 1) == 1);
    CHECK(read(scene->given[0], &byte, 1) == 1 && byte == 'x');
    close(fd);
}

static void test_handover__both_know(void)
{
    struct scene scene;
    struct queue_losses told = { 0, 0 };

    scene_open(&scene);
    say_taken(&scene);
    CHECK(give(&scene));
    CHECK_INT(scene.side[OLD].after, scene.end[OLD]);
    check_descriptor(&scene);
    CHECK(handover_taken(&scene.side[NEW], &told));
    CHECK(told.queue_full == lost.queue_full && told.reader_full == lost.reader_full);
    handover_close(&scene.side[OLD]);
    CHECK_INT(recv(scene.end[NEW], &told, sizeof(told), MSG_DONTWAIT), -1); /* it has not ended */
    CHECK_INT(errno, EAGAIN);
    close(scene.end[OLD]);
    CHECK(handover_ended(&scene.side[NEW]));
    scene_close(&scene);
}

static void test_handover__a_slow_one_does_not_have_it(void)
{
    struct scene scene;
    struct queue_losses told;

    scene_open(&scene);
    CHECK(!give(&scene));
    CHECK_INT(scene.side[OLD].after, -1);
    check_descriptor(&scene); /* it came; but that was all */
    CHECK(!handover_taken(&scene.side[NEW], &told));
    scene_close(&scene);
}

static void test_handover__one_that_gave_up_does_not_have_it(void)
{
    struct scene scene;
    struct queue_losses told;

    scene_open(&scene);
    CHECK(!handover_taken(&scene.side[NEW], &told)); /* no answer comes in time */
    CHECK(!give(&scene)); /* its word is there, but nobody can hear the answer */
    CHECK_INT(scene.side[OLD].after, -1);
    scene_close(&scene);
}

static void test_handover__one_that_ended_does_not_have_it(void)
{
    struct scene scene;

    scene_open(&scene);
    say_taken(&scene);
    handover_close(&scene.side[NEW]);
    CHECK(!give(&scene));
    scene_close(&scene);
}

TEST_MAIN(TEST(test_handover__both_know), TEST(test_handover__a_slow_one_does_not_have_it),
          TEST(test_handover__one_that_gave_up_does_not_have_it),
          TEST(test_handover__one_that_ended_does_not_have_it))
