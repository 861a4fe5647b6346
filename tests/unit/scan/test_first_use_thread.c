/* tests/unit/scan/test_first_use_thread.c - threads that meet at a rule's first candidate. */

#include "engine/scanner.h"
#include "support/scan_log.h"
#include "unit/test.h"

#include <pthread.h>

#define THREADS 8
#define ROUNDS 10

static const char rules[] =
    "version = 1; rules = ({ id = \"test.a\"; title = \"t\"; description = \"d\"; source = \"s\";"
    " severity = \"low\"; class = \"strong\"; pattern = \"TN-(?<value>[0-9]{4,8})\";"
    " before = \"no. \"; after = \";\"; must = [ \"[0-9]+\" ]; must_not = [ \"0+\" ];"
    " border = \"token\"; words = { en = [ \"w\" ]; }; keys = [ \"k\" ]; negative = [ \"n\" ];"
    " packs = [ \"test\" ]; mask = \"id\"; examples = [ \"e\" ]; counter_examples = [ \"c\" ]; });";
static const char text[] = "no. TN-12345678; no. TN-0000; no. TN-4321;";

static pthread_barrier_t barrier;
static struct scan_log logs[THREADS];
static dlp_scanner *scanners[THREADS];

static void *work(void *user)
{
    const size_t i = *(const size_t *)user;

    pthread_barrier_wait(&barrier);
    scan_log_run(&logs[i], scanners[i], (const uint8_t *)text, sizeof(text) - 1, NULL, NULL);
    return NULL;
}

/* The first scanner's database, cold, and a scanner for each of the other threads. */
static void round_run(void)
{
    const struct dlp_scan_options *const options = &scanners[0]->options;
    pthread_t threads[THREADS];
    size_t index[THREADS];

    for (size_t i = 0; i < THREADS; i++) {
        index[i] = i;
        if (i > 0)
            CHECK_INT(dlp_scanner_new(&scanners[i], scanners[0]->db, options, NULL), DLP_OK);
        CHECK_INT(pthread_create(&threads[i], NULL, work, &index[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++)
        CHECK_INT(pthread_join(threads[i], NULL), 0);
}

static void test_first_use_thread__all_find_the_same(void)
{
    CHECK_INT(pthread_barrier_init(&barrier, NULL, THREADS), 0);
    for (int round = 0; round < ROUNDS; round++) {
        scanners[0] = scan_log_scanner(rules);
        CHECK(!atomic_load(&scanners[0]->db->rules[0].used));
        round_run();
        CHECK(atomic_load(&scanners[0]->db->rules[0].used));
        CHECK(atomic_load(&scanners[0]->db->rules[0].asked));
        CHECK_INT(logs[0].findings, 2);
        for (size_t i = 0; i < THREADS; i++) {
            CHECK(scan_log_equal(&logs[0], &logs[i]));
            dlp_scanner_free(scanners[i]);
        }
        for (size_t i = 0; i < THREADS; i++)
            scan_log_clear(&logs[i]);
    }
    pthread_barrier_destroy(&barrier);
}

TEST_MAIN(TEST(test_first_use_thread__all_find_the_same))
