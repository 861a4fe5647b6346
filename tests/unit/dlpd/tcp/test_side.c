/* Segments in any order -> bytes in order: the policy of tcp/side.h. */

#include "unit/test.h"

#include "tcp/side.h"

/* What the sink got; a gap is written as its length in brackets. */
struct got {
    char text[512];
    size_t len;
};

static void on_data(void *user, const uint8_t *data, size_t len)
{
    struct got *const got = user;

    if (len > sizeof(got->text) - 1 - got->len)
        len = sizeof(got->text) - 1 - got->len;
    memcpy(got->text + got->len, data, len);
    got->len += len;
}

static void on_gap(void *user, uint64_t len)
{
    struct got *const got = user;
    char text[32];

    snprintf(text, sizeof(text), "[%llu]", (unsigned long long)len);
    on_data(got, (const uint8_t *)text, strlen(text));
}

static void send_flags(struct side *side, struct got *got, uint32_t seq, const char *text,
                       uint8_t flags)
{
    const struct side_sink sink = { on_data, on_gap, got };
    const struct packet packet = { .payload = (const uint8_t *)text,
                                   .len = strlen(text),
                                   .wire_len = strlen(text),
                                   .seq = seq,
                                   .flags = flags };

    side_packet(side, &packet, 0, &sink);
}

static void send(struct side *side, struct got *got, uint32_t seq, const char *text)
{
    send_flags(side, got, seq, text, TCP_ACK);
}

static void finish(struct side *side, struct got *got)
{
    const struct side_sink sink = { on_data, on_gap, got };

    side_finish(side, &sink);
    CHECK_INT(side->memory, 0);
}

static void test_side__puts_segments_in_order(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 106, "ghi");
    send(&side, &got, 103, "def");
    CHECK_INT(got.len, 0);
    send(&side, &got, 100, "abc");
    CHECK_STR(got.text, "abcdefghi");
    CHECK(side.from_syn && !side.conflict);
    finish(&side, &got);
    CHECK_STR(got.text, "abcdefghi");
}

static void test_side__wraps_around(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 0xfffffffdu, "", TCP_SYN);
    send(&side, &got, 1, "def");
    send(&side, &got, 0xfffffffeu, "abc");
    CHECK_STR(got.text, "abcdef");
    finish(&side, &got);
}

static void test_side__what_came_first_stays(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 103, "DEF");
    send(&side, &got, 100, "abcxyz");
    CHECK_STR(got.text, "abcDEF");
    CHECK(side.conflict);
    finish(&side, &got);
}

static void test_side__the_same_again_is_no_conflict(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 100, "abcdef");
    send(&side, &got, 102, "cdefgh");
    send(&side, &got, 112, "mn");
    send(&side, &got, 110, "klmno");
    send(&side, &got, 108, "ij");
    CHECK_STR(got.text, "abcdefghijklmno");
    CHECK(!side.conflict);
    CHECK_INT(side.repeated, 4 + 2);
    CHECK_INT(side.unchecked, 0);
    finish(&side, &got);
}

static void test_side__tells_old_bytes_that_differ(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 100, "abcdef");
    send(&side, &got, 101, "bXd");
    CHECK_STR(got.text, "abcdef");
    CHECK(side.conflict);
    finish(&side, &got);
}

static void test_side__a_probe_is_no_conflict(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send(&side, &got, 100, "abc");
    send(&side, &got, 102, "?");
    send(&side, &got, 103, "def");
    CHECK_STR(got.text, "abcdef");
    CHECK(!side.conflict);
    CHECK_INT(side.probes, 1);
    finish(&side, &got);
}

static void test_side__gives_up_a_hole_that_was_acknowledged(void)
{
    struct side side = { 0 };
    struct got got = { 0 };
    const struct side_sink sink = { on_data, on_gap, &got };

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 100, "abc");
    send(&side, &got, 110, "klm");
    side_advance(&side, SIDE_PATIENCE, &sink);
    CHECK_STR(got.text, "abc"); /* the receiver may still be without it */
    side_acknowledge(&side, 113);
    side_advance(&side, SIDE_PATIENCE - 1, &sink);
    CHECK_STR(got.text, "abc"); /* the capture may have it out of order */
    side_advance(&side, SIDE_PATIENCE, &sink);
    CHECK_STR(got.text, "abc[7]klm");
    CHECK_INT(side.missing, 7);
    finish(&side, &got);
}

static void test_side__gives_up_holes_at_the_end(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send(&side, &got, 100, "abc");
    send(&side, &got, 105, "f");
    send(&side, &got, 108, "i");
    finish(&side, &got);
    CHECK_STR(got.text, "abc[2]f[2]i");
    CHECK(!side.from_syn);
}

static void test_side__knows_what_is_missing_at_the_end(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 100, "abc");
    side_acknowledge(&side, 104); /* a FIN that was not captured */
    CHECK_INT(side_tail(&side), 0);
    side_acknowledge(&side, 114);
    CHECK_INT(side_tail(&side), 10);
    send_flags(&side, &got, 110, "", TCP_FIN | TCP_ACK);
    CHECK_INT(side_tail(&side), 7);
    finish(&side, &got);
}

static void test_side__the_queue_is_bounded(void)
{
    static char block[1024];
    struct side side = { 0 };
    struct got got = { 0 };
    const struct side_sink sink = { on_data, on_gap, &got };

    memset(block, 'x', sizeof(block) - 1);
    send_flags(&side, &got, 99, "", TCP_SYN);
    for (uint32_t i = 0; i < 8192; i++) {
        send(&side, &got, 1000 + i * 1024, block);
        side_advance(&side, 0, &sink);
        CHECK(side.queued <= SIDE_QUEUE_BYTES && side.segments <= SIDE_QUEUE_SEGMENTS);
    }
    CHECK(side.missing > 0);
    finish(&side, &got);
}

static void test_side__a_far_jump_is_not_believed_at_once(void)
{
    struct side side = { 0 };
    struct got got = { 0 };
    const uint32_t far = 100 + (UINT32_C(100) << 20);

    send_flags(&side, &got, 99, "", TCP_SYN);
    send(&side, &got, 100, "abc");
    send(&side, &got, far, "xyz");
    CHECK_INT(side.beyond, 3);
    send(&side, &got, 103, "def");
    CHECK_STR(got.text, "abcdef");
    for (uint32_t i = 1; i < SIDE_INSIST; i++)
        send(&side, &got, far + 3 * i, "XYZ");
    finish(&side, &got);
    CHECK(strstr(got.text, "]XYZ") != NULL); /* whoever insists is heard */
}

static void test_side__data_of_a_syn_counts(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send_flags(&side, &got, 99, "abc", TCP_SYN);
    send(&side, &got, 103, "def");
    CHECK_STR(got.text, "abcdef");
    finish(&side, &got);
}

static void test_side__counts_bytes_before_the_first_packet(void)
{
    struct side side = { 0 };
    struct got got = { 0 };

    send(&side, &got, 100, "abc");
    send(&side, &got, 95, "vwxyzABCdef");
    CHECK_STR(got.text, "abcdef");
    CHECK_INT(side.early, 5);
    CHECK(side.conflict);
    finish(&side, &got);
}

TEST_MAIN(TEST(test_side__puts_segments_in_order), TEST(test_side__wraps_around),
          TEST(test_side__what_came_first_stays), TEST(test_side__the_same_again_is_no_conflict),
          TEST(test_side__tells_old_bytes_that_differ), TEST(test_side__a_probe_is_no_conflict),
          TEST(test_side__gives_up_a_hole_that_was_acknowledged),
          TEST(test_side__gives_up_holes_at_the_end),
          TEST(test_side__knows_what_is_missing_at_the_end), TEST(test_side__the_queue_is_bounded),
          TEST(test_side__a_far_jump_is_not_believed_at_once),
          TEST(test_side__data_of_a_syn_counts),
          TEST(test_side__counts_bytes_before_the_first_packet))
