/* tests/property/test_threads.c - one database, many threads, a scanner each: they find what one
 * thread finds; references may come and go on any thread; a scan can be cancelled from another.
 * Meant to run under ThreadSanitizer, too. */

#include "base/bytes.h"
#include "engine/scanner.h"
#include "redact/key.h"
#include "support/scan_log.h"
#include "unit/engine/small_rules.h"
#include "unit/test.h"

#include <pthread.h>
#include <stdatomic.h>

#define THREADS 4

static const struct dlp_key key = { 1, { { { 7 }, "k00000007" } } };
static dlp_database *db; /* the shipped rules */
static struct dlp_bytes text = DLP_BYTES_INIT((size_t)4 << 20);

static dlp_scanner *scanner_new(dlp_database *database)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    dlp_scanner *scanner = NULL;

    options.min_confidence = 0;
    options.key = &key;
    if (dlp_scanner_new(&scanner, database, &options, NULL) != DLP_OK)
        abort();
    return scanner;
}

/* The same for every thread: pieces of a size of its own. */
static size_t cut_each(size_t start, size_t len, void *user)
{
    const size_t step = *(const size_t *)user;

    return len - start < step ? len : start + step;
}

/* Start all threads at once and wait for them; run gets each's struct. */
static void threads_run(void *(*run)(void *), void *each, size_t size)
{
    pthread_t threads[THREADS];

    for (size_t i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, run, (char *)each + i * size) != 0)
            abort();
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

struct scan_thread {
    size_t step;
    struct scan_log log;
};

static void *scan_run(void *arg)
{
    struct scan_thread *const t = arg;
    dlp_scanner *const scanner = scanner_new(db);

    for (int round = 0; round < 3; round++)
        scan_log_run(&t->log, scanner, text.data, text.len, cut_each, &t->step);
    dlp_scanner_free(scanner);
    return NULL;
}

static void test_threads__find_what_one_finds(void)
{
    struct scan_thread one = { .step = SIZE_MAX };
    struct scan_thread each[THREADS] = {
        { .step = SIZE_MAX }, { .step = 1460 }, { .step = 16384 }, { .step = 77 }
    };

    (void)scan_run(&one);
    threads_run(scan_run, each, sizeof(each[0]));
    printf("# %zu findings in 3 * %zu bytes\n", one.log.findings, text.len);
    CHECK(one.log.findings > 300);
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(scan_log_equal(&one.log, &each[i].log));
        scan_log_clear(&each[i].log);
    }
    scan_log_clear(&one.log);
}

/* Scanners, explanations and references that come and go; whoever is last frees the database. */
static int write_nothing(const void *data, size_t len, void *user)
{
    (void)data;
    *(size_t *)user += len;
    return 0;
}

static void *share_run(void *arg)
{
    dlp_database *const shared = arg;

    for (int i = 0; i < 50; i++) {
        struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };
        const struct dlp_events events = DLP_EVENTS_INIT;
        dlp_database *const mine = dlp_database_retain(shared);
        dlp_scanner *const scanner = scanner_new(mine);
        size_t written = 0;

        dlp_database_release(mine); /* the scanner holds one of its own */
        if (dlp_scanner_scan(scanner, SMALL_TEXT, strlen(SMALL_TEXT), NULL, &events, NULL) != DLP_OK
            || dlp_database_info(shared, &info) != DLP_OK || info.rules != 5
            || dlp_database_explain(shared, "test.card", write_nothing, &written, NULL) != DLP_OK
            || written == 0)
            abort();
        dlp_scanner_free(scanner);
    }
    dlp_database_release(shared);
    return NULL;
}

static void test_threads__share_references(void)
{
    for (int round = 0; round < 5; round++) {
        pthread_t threads[THREADS];
        dlp_scanner *const scanner = scan_log_scanner(FIVE_RULES);
        dlp_database *const shared = dlp_database_retain(scanner->db);

        dlp_scanner_free(scanner);
        for (size_t i = 0; i < THREADS; i++)
            if (pthread_create(&threads[i], NULL, share_run, dlp_database_retain(shared)) != 0)
                abort();
        dlp_database_release(shared); /* while they run */
        for (size_t i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
    }
}

/* A rule set may be freed on another thread than the databases that came of it. */
static void *prove_run(void *arg)
{
    if (dlp_database_prove(arg, NULL, NULL, NULL) != DLP_OK)
        abort();
    dlp_database_release(arg);
    return NULL;
}

static void test_threads__outlive_the_set(void)
{
    pthread_t threads[THREADS];
    dlp_ruleset *set = NULL;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_ruleset_load_text(set, "t", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, NULL),
              DLP_OK);
    for (size_t i = 0; i < THREADS; i++) {
        dlp_database *each = NULL;

        if (dlp_database_compile(&each, set, NULL, NULL, NULL) != DLP_OK
            || pthread_create(&threads[i], NULL, prove_run, each) != 0)
            abort();
    }
    dlp_ruleset_free(set);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/* A scan that only a cancellation ends. */
struct endless {
    dlp_scanner *scanner;
    atomic_bool begun;
    struct scan_log log;
    dlp_status status;
};

static void *endless_run(void *arg)
{
    const size_t len = strlen(SMALL_TEXT);
    struct endless *const t = arg;
    const struct dlp_events events = { DLP_EVENTS_VERSION, NULL, scan_log_incomplete, NULL,
                                       &t->log };
    dlp_session *session = NULL;

    t->status = dlp_session_open(&session, t->scanner, NULL, &events, NULL);
    while (t->status == DLP_OK) {
        t->status = dlp_session_feed(session, SMALL_TEXT, len, NULL);
        atomic_store(&t->begun, true);
    }
    if (dlp_session_finish(session, NULL) != t->status)
        t->status = DLP_EINTERNAL;
    dlp_session_close(session);
    return NULL;
}

static void test_threads__are_cancelled_from_another(void)
{
    struct endless each[THREADS];
    pthread_t threads[THREADS];

    memset(each, 0, sizeof(each));
    for (size_t i = 0; i < THREADS; i++) {
        each[i].scanner = scanner_new(db);
        atomic_init(&each[i].begun, false);
        if (pthread_create(&threads[i], NULL, endless_run, &each[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < THREADS; i++) {
        struct scan_log after = { 0 };

        while (!atomic_load(&each[i].begun)) {
        }
        dlp_scanner_cancel(each[i].scanner);
        pthread_join(threads[i], NULL); /* the others still run */
        CHECK_INT(each[i].status, DLP_PARTIAL);
        CHECK(each[i].log.text && strncmp(each[i].log.text, "incomplete cancelled - ", 23) == 0);
        CHECK(each[i].log.len > 0 && each[i].log.text[each[i].log.len - 1] == '\n');
        dlp_scanner_resume(each[i].scanner);
        scan_log_run(&after, each[i].scanner, (const uint8_t *)SMALL_TEXT, strlen(SMALL_TEXT), NULL,
                     NULL);
        CHECK(after.findings > 5);
        CHECK(!strstr(after.text, "incomplete"));
        scan_log_clear(&after);
        scan_log_clear(&each[i].log);
        dlp_scanner_free(each[i].scanner);
    }
}

/* All examples of the shipped rules, a line each. */
static void start(void)
{
    dlp_scanner *const scanner = scan_log_scanner(NULL);

    db = dlp_database_retain(scanner->db);
    for (size_t r = 0; r < db->rules_len; r++) {
        const struct dlp_rule *const rule = &db->rules[r].rule;

        for (size_t i = 0; i < rule->examples_len; i++) {
            CHECK_INT(dlp_bytes_append(&text, rule->examples[i].text, rule->examples[i].len),
                      DLP_OK);
            CHECK_INT(dlp_bytes_puts(&text, "\n"), DLP_OK);
        }
    }
    dlp_scanner_free(scanner);
}

static void stop(void)
{
    dlp_database_release(db);
    dlp_bytes_free(&text);
}

TEST_MAIN(TEST(start), TEST(test_threads__find_what_one_finds),
          TEST(test_threads__share_references), TEST(test_threads__outlive_the_set),
          TEST(test_threads__are_cancelled_from_another), TEST(stop))
