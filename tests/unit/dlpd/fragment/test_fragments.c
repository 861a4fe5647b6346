/* IP fragments -> datagrams. */

#include "unit/test.h"

#include "fragment/fragments.h"

static const char text[] = "0123456789abcdefghijklmnopqrstuv";

static struct fragment piece(size_t offset, size_t len, bool more)
{
    struct fragment fragment = { .id = 7, .protocol = 6, .offset = offset, .more = more };

    fragment.from.family = fragment.to.family = 4;
    fragment.data = (const uint8_t *)text + offset;
    fragment.len = len;
    return fragment;
}

static enum outcome add(struct fragments *fragments, struct fragment fragment, struct cursor *whole,
                        bool *conflict)
{
    return fragments_add(fragments, &fragment, whole, conflict);
}

static void test_fragments__any_order(void)
{
    static const size_t order[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 } };

    for (size_t i = 0; i < 3; i++) {
        struct fragments *const fragments = fragments_new();
        struct cursor whole = { 0 };
        bool conflict = false;

        for (size_t j = 0; j < 4; j++) {
            const size_t at = order[i][j];
            const enum outcome outcome =
                add(fragments, piece(8 * at, 8, at != 3), &whole, &conflict);

            CHECK_INT(outcome, j == 3 ? OUTCOME_NEXT : OUTCOME_FRAGMENT);
        }
        CHECK_INT(whole.left, 32);
        CHECK(memcmp(whole.at, text, 32) == 0 && !conflict);
        CHECK_INT(fragments_lost(fragments), 0);
        fragments_free(fragments);
    }
}

static void test_fragments__the_one_that_starts_earlier_wins(void)
{
    struct fragments *const fragments = fragments_new();
    struct fragment late = piece(8, 16, true);
    struct cursor whole = { 0 };
    bool conflict = false;

    late.data = (const uint8_t *)"XXXXXXXXYYYYYYYY";
    CHECK_INT(add(fragments, piece(16, 8, true), &whole, &conflict), OUTCOME_FRAGMENT);
    CHECK_INT(add(fragments, late, &whole, &conflict), OUTCOME_FRAGMENT);
    CHECK_INT(add(fragments, piece(24, 8, false), &whole, &conflict), OUTCOME_FRAGMENT);
    CHECK_INT(add(fragments, piece(0, 8, true), &whole, &conflict), OUTCOME_NEXT);
    CHECK(memcmp(whole.at, "01234567XXXXXXXXYYYYYYYYopqrstuv", 32) == 0);
    CHECK(conflict);
    fragments_free(fragments);
}

static void test_fragments__refuses_what_makes_no_sense(void)
{
    struct fragments *const fragments = fragments_new();
    struct cursor whole = { 0 };
    bool conflict = false;

    CHECK_INT(add(fragments, piece(0, 7, true), &whole, &conflict), OUTCOME_FRAGMENT_LOST);
    CHECK_INT(add(fragments, piece(0, 0, false), &whole, &conflict), OUTCOME_FRAGMENT_LOST);
    {
        struct fragment far = piece(0, 8, false);

        far.offset = 65528;
        CHECK_INT(add(fragments, far, &whole, &conflict), OUTCOME_FRAGMENT_LOST);
    }
    CHECK_INT(fragments_lost(fragments), 0);
    fragments_free(fragments);
}

static void test_fragments__gives_up_the_oldest(void)
{
    struct fragments *const fragments = fragments_new();
    struct cursor whole = { 0 };
    bool conflict = false;

    for (uint32_t id = 0; id < 3 * FRAGMENTS_DATAGRAMS; id++) {
        struct fragment fragment = piece(0, 8, true);

        fragment.id = id;
        CHECK_INT(add(fragments, fragment, &whole, &conflict), OUTCOME_FRAGMENT);
    }
    CHECK_INT(fragments_lost(fragments), 3 * FRAGMENTS_DATAGRAMS);
    {
        struct fragment late = piece(8, 8, false);

        late.id = 3 * FRAGMENTS_DATAGRAMS - 1;
        late.time_us = UINT64_C(1000000) * (FRAGMENTS_SECONDS + 1);
        CHECK_INT(add(fragments, late, &whole, &conflict), OUTCOME_FRAGMENT); /* it is forgotten */
    }
    fragments_forget(fragments);
    CHECK_INT(fragments_lost(fragments), 3 * FRAGMENTS_DATAGRAMS + 1);
    fragments_free(fragments);
}

static void test_fragments__keeps_senders_apart(void)
{
    struct fragments *const fragments = fragments_new();
    struct fragment other = piece(8, 8, false);
    struct cursor whole = { 0 };
    bool conflict = false;

    other.from.bytes[3] = 9;
    CHECK_INT(add(fragments, piece(0, 8, true), &whole, &conflict), OUTCOME_FRAGMENT);
    CHECK_INT(add(fragments, other, &whole, &conflict), OUTCOME_FRAGMENT);
    CHECK_INT(add(fragments, piece(8, 8, false), &whole, &conflict), OUTCOME_NEXT);
    fragments_free(fragments);
}

TEST_MAIN(TEST(test_fragments__any_order), TEST(test_fragments__the_one_that_starts_earlier_wins),
          TEST(test_fragments__refuses_what_makes_no_sense),
          TEST(test_fragments__gives_up_the_oldest), TEST(test_fragments__keeps_senders_apart))
