/* dlpscan/threads.c - the threads of a scan: one walks, some scan and print, the main one waits.
 *
 * What is printed does not depend on the number of threads: the ring keeps the walk's order, and
 * everything about one file is written by one thread. */

#include "threads.h"

#include "clock.h"
#include "job.h"
#include "mem.h"
#include "message.h"
#include "process.h"
#include "progress.h"
#include "signals.h"
#include "stats.h"

#include <string.h>

struct workers;

struct worker {
    struct workers *workers;
    struct job_tools tools;
    pthread_t thread;
    uint64_t busy_ns; /* for --stats */
};

struct workers {
    struct scan *scan;
    struct worker *worker;    /* one a thread */
    unsigned ready;           /* of them, that have tools */
    unsigned running;         /* of them */
    struct job_tools printer; /* of the thread that prints; its scanner is watched by nobody */
    pthread_t walker;
    struct progress *progress; /* or NULL */
};

static void *run_walk(void *user)
{
    struct scan *const scan = user;

    scan->walk(scan);
    return NULL;
}

/* Where the parts of a report could not be kept, it is not whole, and must say so. */
static void check_item(struct scan *scan, const struct item *item)
{
    const int error = item_error(item);

    if (!error)
        return;
    message("%s: its report did not fit into memory and could not be kept in a file: %s; "
            "set TMPDIR to a folder with room",
            buffer_string(&item->shown), strerror(error));
    tally_broken(&scan->tally);
}

static void print_item(struct workers *workers, struct item *item)
{
    struct scan *const scan = workers->scan;

    if (item->shown.len == 0)
        job_leave(&workers->printer, item);
    (void)job_replay(&workers->printer, item); /* check_item() looks */
    reports_print(scan, item);
    (void)spill_drain(&item->notes, spill_write, &scan->notes); /* check_item() looks */
    check_item(scan, item);
    item_clear(item);
    if (reports_failed(scan) && !signals_stopped())
        signals_stop(); /* nobody can read the rest */
}

/* Print what is ready. Only one thread at a time is told that something is. */
static void print_ready(struct workers *workers, size_t ready)
{
    struct ring *const ring = &workers->scan->ring;

    while (ready > 0) {
        progress_hold(workers->progress);
        for (size_t i = 0; i < ready; i++)
            print_item(workers, ring_at(ring, i));
        reports_flush(workers->scan);
        progress_go_on(workers->progress);
        ready = ring_printed(ring, ready);
    }
}

static void *run_scan(void *user)
{
    struct worker *const worker = user;
    struct ring *const ring = &worker->workers->scan->ring;
    const bool timed = worker->workers->scan->settings->stats;
    struct item *item;

    while ((item = ring_take(ring)) != NULL) {
        const uint64_t start = timed ? clock_ns() : 0;

        job_run(&worker->tools, item);
        worker->busy_ns += timed ? clock_ns() - start : 0;
        print_ready(worker->workers, ring_done(ring, item));
    }
    return NULL;
}

/* Fewer threads than wanted are as good; none are not. */
static bool workers_init(struct workers *workers, struct scan *scan)
{
    const unsigned wanted = scan->settings->threads;
    struct dlp_error err = DLP_ERROR_INIT;

    *workers = (struct workers){ .scan = scan };
    workers->worker = mem_array(wanted, sizeof(*workers->worker));
    if (job_tools_init(&workers->printer, scan, false, &err) != DLP_OK) {
        message("cannot make a scanner: %s", err.message);
        return false;
    }
    for (unsigned i = 0; i < wanted; i++, workers->ready++) {
        struct worker *const worker = &workers->worker[i];

        worker->workers = workers;
        if (job_tools_init(&worker->tools, scan, true, &err) != DLP_OK)
            break;
        signals_watch(worker->tools.scanner);
    }
    if (workers->ready == 0)
        message("cannot make a scanner: %s", err.message);
    return workers->ready > 0;
}

static bool workers_start(struct workers *workers)
{
    sigset_t before;
    int error = 0;

    signals_block(&before); /* the threads inherit it: the main one takes the signals */
    workers->progress = progress_start(workers->scan);
    for (unsigned i = 0; i < workers->ready && !error; i++) {
        struct worker *const worker = &workers->worker[i];

        error = pthread_create(&worker->thread, NULL, run_scan, worker);
        workers->running += !error;
    }
    if (workers->running)
        error = pthread_create(&workers->walker, NULL, run_walk, workers->scan);
    signals_restore(&before);
    if (error)
        message("cannot start a thread: %s; use fewer --threads", strerror(error));
    return error == 0;
}

static void workers_join(struct workers *workers)
{
    for (unsigned i = 0; i < workers->running; i++)
        pthread_join(workers->worker[i].thread, NULL);
}

static void workers_free(struct workers *workers)
{
    signals_forget();
    for (unsigned i = 0; i < workers->scan->settings->threads; i++) {
        if (workers->worker[i].tools.scan)
            job_tools_free(&workers->worker[i].tools);
    }
    if (workers->printer.scan)
        job_tools_free(&workers->printer);
    mem_free(workers->worker);
}

static void say_stats(const struct workers *workers, double seconds)
{
    struct stats stats = { .threads = workers->ready, .seconds = seconds };

    for (unsigned i = 0; i < workers->ready; i++) {
        (void)costs_add(&stats.costs, workers->worker[i].tools.scanner);
        stats.busy_ns += workers->worker[i].busy_ns;
    }
    stats_say(&stats);
}

void threads_run(struct scan *scan)
{
    const uint64_t start = clock_ns();
    struct workers workers;

    ring_init(&scan->ring, process_files(RING_ITEMS), scan->reports_len);
    signals_start();
    if (!workers_init(&workers, scan)) {
        tally_broken(&scan->tally);
    } else if (!workers_start(&workers)) {
        tally_broken(&scan->tally);
        ring_close(&scan->ring);
        workers_join(&workers);
    } else {
        pthread_join(workers.walker, NULL);
        workers_join(&workers);
    }
    progress_stop(workers.progress);
    scan->tally.seconds = (double)(clock_ns() - start) / 1e9;
    incidents_end(&scan->incidents);
    reports_summary(scan);
    if (scan->settings->stats && workers.ready)
        say_stats(&workers, scan->tally.seconds);
    workers_free(&workers);
    ring_free(&scan->ring);
}
