/* tests/unit/engine/test_live_trial.c - live rules are had where they spare events, and tried again. */

#include "engine/live_trial.h"

#include "unit/test.h"

#include <string.h>

#define BLOCK 16384u
#define TURNS 32u /* of blocks, from one trial to the next */

static dlp_scanner scanner;

/* The next block, of which live rules leave so many events, and all rules so many. */
static bool block(size_t with, size_t without, size_t size)
{
    bool live;

    live = dlp_live_trial_takes(&scanner);
    scanner.work.asked_of = size;
    scanner.work.events.len = live ? with : without;
    dlp_live_trial_note(&scanner);
    return live;
}

/* Blocks with live rules, of TURNS in a row. */
static size_t turns(size_t with, size_t without)
{
    size_t live = 0;

    for (size_t i = 0; i < TURNS; i++)
        live += block(with, without, BLOCK);
    return live;
}

static void test_live_trial__takes_what_spares_events(void)
{
    memset(&scanner, 0, sizeof(scanner));
    CHECK_INT(turns(5, 140), TURNS - 1); /* one without, to compare with */
    CHECK_INT(turns(50, 110), 1);
    CHECK_INT(turns(5, 140), TURNS - 1); /* another text */
}

static void test_live_trial__blocks_between_do_not_count(void)
{
    memset(&scanner, 0, sizeof(scanner));
    CHECK(block(5, 140, BLOCK));
    scanner.work.events.len = 1000; /* one without digits, which nobody asks about */
    dlp_live_trial_note(&scanner);
    CHECK(!block(5, 140, BLOCK));
    CHECK(block(5, 140, BLOCK));
}

/* A text ends behind a block that was tried: the next one's beginning says nothing of that. */
static void test_live_trial__counts_a_block_as_long_as_it_was(void)
{
    memset(&scanner, 0, sizeof(scanner));
    CHECK(block(5, 140, BLOCK));
    scanner.work.asked_of = 1; /* as a session begins */
    CHECK(!block(5, 140, BLOCK));
    CHECK_INT(scanner.live.trial.bytes[DLP_TRIAL_WITH], BLOCK);
}

/* A packet alone says too little. */
static void test_live_trial__packets_count_together(void)
{
    size_t live = 0;

    memset(&scanner, 0, sizeof(scanner));
    for (size_t i = 0; i < 24; i++)
        live += block(1, i % 2 ? 8 : 16, 1460);
    CHECK_INT(live, 12); /* 16 KiB of each */
    CHECK(block(1, 12, 1460));
}

TEST_MAIN(TEST(test_live_trial__packets_count_together),
          TEST(test_live_trial__counts_a_block_as_long_as_it_was),
          TEST(test_live_trial__takes_what_spares_events),
          TEST(test_live_trial__blocks_between_do_not_count))
