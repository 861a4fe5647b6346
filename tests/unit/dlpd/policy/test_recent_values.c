/* The bounded set against a plain list of everything that came: the answers to "are there n?" are the same. */

#include "unit/test.h"

#include "policy/recent_values.h"

#define EVENTS 4000
#define ROUNDS (60 / TEST_PART)

static uint32_t state;

static uint32_t random_below(uint32_t most)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % most;
}

static uint64_t values[EVENTS], times[EVENTS];

/* How many distinct values came in (from, to], of the first len events, by the last time of each. */
static uint32_t plain_count(size_t len, uint64_t from, uint64_t to)
{
    uint32_t count = 0;

    for (size_t i = 0; i < len; i++) {
        bool last = times[i] > from && times[i] <= to;

        for (size_t j = 0; j < len && last; j++)
            last = j == i || values[j] != values[i]
                || (j < i ? times[j] <= times[i] : times[j] < times[i]);
        count += last;
    }
    return count;
}

static void test_recent_values__answers_like_a_list(void)
{
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct distinct set = { .cap = 1 + random_below(12) };
        const uint64_t window = 1 + random_below(50);
        uint64_t now = 1000;
        size_t grown = 0;

        for (size_t i = 0; i < 200; i++) {
            uint32_t want, got;

            now += random_below(4);
            values[i] = 1 + random_below(1 + random_below(30));
            times[i] = now;
            grown += distinct_add(&set, values[i], now);
            distinct_forget(&set, now - window);
            want = plain_count(i + 1, now - window, now);
            got = distinct_count(&set, now);
            CHECK_INT(got >= set.cap, want >= set.cap);
            CHECK(got <= want && (got == want || set.more));
            CHECK_INT(grown, distinct_memory(&set));
        }
        distinct_free(&set);
        CHECK_INT(set.len, 0);
    }
}

/* In any order of coming, the values that are newest by their times are kept. */
static void test_recent_values__any_order(void)
{
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const uint32_t len = 1 + random_below(40), cap = 1 + random_below(40);
        struct distinct set = { .cap = cap }, moved = { .cap = cap };

        for (uint32_t i = 0; i < len; i++) {
            values[i] = i;
            times[i] = 100 + (i * 7919u) % 1009u; /* all differ */
        }
        for (uint32_t i = 0; i < len; i++)
            (void)distinct_add(&set, values[i], times[i]);
        CHECK_INT(set.len, len < cap ? len : cap);
        CHECK_INT(set.more, len > cap);
        for (uint64_t time = 90; time < 1200; time += 90) {
            const uint32_t all = plain_count(len, 0, time);
            const uint32_t over = len > cap ? len - cap : 0; /* the oldest so many are gone */

            CHECK_INT(distinct_count(&set, time), all > over ? all - over : 0);
        }
        (void)distinct_move(&moved, &set);
        CHECK_INT(set.len, 0);
        CHECK_INT(moved.len, len < cap ? len : cap);
        CHECK_INT(moved.more, len > cap);
        distinct_forget(&moved, UINT64_MAX);
        CHECK_INT(moved.len, 0);
        CHECK(!moved.more);
        distinct_free(&set);
        distinct_free(&moved);
    }
}

TEST_MAIN(TEST(test_recent_values__answers_like_a_list), TEST(test_recent_values__any_order))
