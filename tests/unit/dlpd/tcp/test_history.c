/* The last bytes of a direction. */

#include "unit/test.h"

#include "tcp/history.h"

static void fill(uint8_t *data, size_t len, uint64_t offset)
{
    for (size_t i = 0; i < len; i++)
        data[i] = (uint8_t)((offset + i) * 31 >> 3);
}

static void test_history__keeps_what_is_not_acknowledged(void)
{
    static uint8_t data[3000];
    struct history history = { 0 };
    size_t memory = 0, unknown;

    for (uint64_t at = 0; at < 120000; at += sizeof(data)) {
        fill(data, sizeof(data), at);
        memory += history_add(&history, data, sizeof(data), 20000);
    }
    CHECK_INT(memory, history.cap);
    CHECK(history.from <= 20000);
    fill(data, sizeof(data), 21000);
    CHECK_INT(history_differs(&history, 21000, data, sizeof(data), &unknown), 0);
    CHECK_INT(unknown, 0);
    data[5] ^= 1;
    CHECK_INT(history_differs(&history, 21000, data, sizeof(data), &unknown), 1);
    CHECK_INT(history_reset(&history, 7), memory);
    CHECK(history.from == 7 && history.to == 7);
}

static void test_history__stays_small_when_all_is_acknowledged(void)
{
    static uint8_t data[1500];
    struct history history = { 0 };
    size_t unknown;

    for (uint64_t at = 0; at < 150000; at += sizeof(data)) {
        fill(data, sizeof(data), at);
        (void)history_add(&history, data, sizeof(data), at + sizeof(data));
    }
    CHECK_INT(history.cap, HISTORY_LEAST);
    fill(data, sizeof(data), 1000);
    CHECK_INT(history_differs(&history, 1000, data, sizeof(data), &unknown), 0);
    CHECK_INT(unknown, sizeof(data));
    (void)history_reset(&history, 0);
}

static void test_history__has_a_maximum(void)
{
    static uint8_t data[100000];
    struct history history = { 0 };

    for (int i = 0; i < 10; i++)
        (void)history_add(&history, data, sizeof(data), 0);
    CHECK_INT(history.cap, HISTORY_MOST);
    CHECK_INT(history.to - history.from, HISTORY_MOST);
    (void)history_reset(&history, 0);
}

TEST_MAIN(TEST(test_history__keeps_what_is_not_acknowledged),
          TEST(test_history__stays_small_when_all_is_acknowledged),
          TEST(test_history__has_a_maximum))
