/* dlpscan/threads.c - the threads of a scan: one walks, some scan, the main one prints.
 *
 * What is printed does not depend on the number of threads: the ring keeps the walk's order, and
 * everything about one file is written by one thread. */

#include "threads.h"

#include "job.h"
#include "mem.h"
#include "message.h"
#include "process.h"
#include "signals.h"
#include "walk.h"

#include <string.h>
#include <time.h>

struct workers {
    struct scan *scan;
    struct job_tools *tools; /* one a thread */
    pthread_t *thread;
    unsigned ready; /* tools that are there */
    unsigned running;
    struct job_tools printer; /* its scanner is watched by nobody */
    pthread_t walker;
};

static void *run_walk(void *user)
{
    walk_all(user);
    return NULL;
}

static void *run_scan(void *user)
{
    struct job_tools *const tools = user;
    struct item *item;

    while ((item = ring_take(&tools->scan->ring)) != NULL) {
        job_run(tools, item);
        ring_done(&tools->scan->ring, item);
    }
    return NULL;
}

/* Fewer threads than wanted are as good; none are not. */
static bool workers_init(struct workers *workers, struct scan *scan)
{
    const unsigned wanted = scan->settings->threads;
    struct dlp_error err = DLP_ERROR_INIT;

    *workers = (struct workers){ .scan = scan };
    workers->tools = mem_array(wanted, sizeof(*workers->tools));
    workers->thread = mem_array(wanted, sizeof(*workers->thread));
    if (job_tools_init(&workers->printer, scan, false, &err) != DLP_OK) {
        message("cannot make a scanner: %s", err.message);
        return false;
    }
    for (unsigned i = 0; i < wanted; i++, workers->ready++) {
        if (job_tools_init(&workers->tools[i], scan, true, &err) != DLP_OK)
            break;
        signals_watch(workers->tools[i].scanner);
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
    for (unsigned i = 0; i < workers->ready && !error; i++) {
        error = pthread_create(&workers->thread[i], NULL, run_scan, &workers->tools[i]);
        workers->running += !error;
    }
    if (workers->running)
        error = pthread_create(&workers->walker, NULL, run_walk, workers->scan);
    signals_restore(&before);
    if (error)
        message("cannot start a thread: %s; use fewer --threads", strerror(error));
    return error == 0;
}

/* Where the parts of a report could not be kept, it is not whole, and must say so. */
static void check_item(struct scan *scan, const struct item *item)
{
    const int error = item->body.error ? item->body.error : item->notes.error;

    if (!error)
        return;
    message("%s: its report did not fit into memory and could not be kept in a file: %s; "
            "set TMPDIR to a folder with room",
            item->shown, strerror(error));
    tally_broken(&scan->tally);
}

static void print_all(struct workers *workers)
{
    struct scan *const scan = workers->scan;
    struct item *item;

    while ((item = ring_next(&scan->ring)) != NULL) {
        if (!item->shown)
            job_leave(&workers->printer, item);
        scan->reporter->print(scan, item);
        (void)spill_drain(&item->notes, spill_write, &scan->notes); /* check_item() looks */
        check_item(scan, item);
        item_free(item);
        if (!ring_is_ready(&scan->ring))
            output_flush(&scan->out);
        if (scan->out.error && !signals_stopped())
            signals_stop(); /* nobody can read the rest */
    }
}

static void workers_join(struct workers *workers)
{
    for (unsigned i = 0; i < workers->running; i++)
        pthread_join(workers->thread[i], NULL);
}

static void workers_free(struct workers *workers)
{
    signals_forget();
    for (unsigned i = 0; i < workers->scan->settings->threads; i++) {
        if (workers->tools[i].scan)
            job_tools_free(&workers->tools[i]);
    }
    if (workers->printer.scan)
        job_tools_free(&workers->printer);
    mem_free(workers->tools);
    mem_free(workers->thread);
}

static double seconds_now(void)
{
    struct timespec now = { 0, 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void threads_run(struct scan *scan)
{
    const double start = seconds_now();
    struct workers workers;

    ring_init(&scan->ring, process_files(RING_ITEMS));
    signals_start();
    if (!workers_init(&workers, scan)) {
        tally_broken(&scan->tally);
    } else if (!workers_start(&workers)) {
        tally_broken(&scan->tally);
        ring_close(&scan->ring);
        workers_join(&workers);
    } else {
        print_all(&workers);
        pthread_join(workers.walker, NULL);
        workers_join(&workers);
    }
    scan->tally.seconds = seconds_now() - start;
    scan->reporter->summary(scan);
    workers_free(&workers);
    ring_free(&scan->ring);
}
