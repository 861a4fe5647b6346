/* dlpscan/progress.c - how far a scan is, for people who wait at a terminal.
 *
 * How much there is to do is counted by a second walk, which opens no file; so the time that is left is
 * known soon after the start, and is as good as the bytes of files tell it. Of a history nobody counts. */

#include "progress.h"

#include "clock.h"
#include "count_walk.h"
#include "mem.h"
#include "message.h"
#include "read.h"
#include "scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FIRST_NS 500000000u /* a scan that is done by then says nothing */
#define STEP_NS 250000000u
#define WIPE "\r\033[K"

struct progress {
    struct scan *scan;
    struct count_walk *count; /* or NULL: there is none, or it is early */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ends;
    uint64_t start;
    bool shares; /* the report goes to a terminal, too */
    bool shown, held, ended;
};

static void wipe(struct progress *progress)
{
    if (progress->shown)
        message_raw(WIPE, sizeof(WIPE) - 1);
    progress->shown = false;
}

static void add_bytes(struct buffer *line, double bytes)
{
    static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
    size_t unit = 0;

    for (; bytes >= 1000 && unit + 1 < sizeof(units) / sizeof(units[0]); unit++)
        bytes /= 1000;
    buffer_format(line, unit ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

static void add_left(struct buffer *line, double seconds)
{
    const unsigned long left = seconds < 1e6 ? (unsigned long)seconds + 1 : 1000000;

    if (left >= 3600)
        buffer_format(line, ", %lu:%02lu:%02lu left", left / 3600, left / 60 % 60, left % 60);
    else
        buffer_format(line, ", %lu:%02lu left", left / 60, left % 60);
}

/* With the lock held. */
static void show(struct progress *progress)
{
    const double seconds = (double)(clock_ns() - progress->start) / 1e9;
    struct tally *const tally = &progress->scan->tally;
    const uint64_t read = reading_total();
    struct buffer line = BUFFER_INIT;
    uint64_t files, bytes, all_files, all_bytes;

    pthread_mutex_lock(&tally->lock);
    files = tally->files;
    bytes = tally->bytes > read ? tally->bytes : read;
    pthread_mutex_unlock(&tally->lock);
    buffer_format(&line, WIPE "%llu", (unsigned long long)files);
    if (progress->count && count_walk_done(progress->count, &all_files, &all_bytes)) {
        buffer_format(&line, " of %llu files, ", (unsigned long long)all_files);
        add_bytes(&line, (double)bytes);
        buffer_text(&line, " of ");
        add_bytes(&line, (double)all_bytes);
    } else {
        buffer_text(&line, files == 1 ? " file, " : " files, ");
        add_bytes(&line, (double)bytes);
        all_bytes = 0;
    }
    buffer_text(&line, ", ");
    add_bytes(&line, (double)bytes / seconds);
    buffer_text(&line, "/s");
    if (bytes > 0 && all_bytes > bytes)
        add_left(&line, (double)(all_bytes - bytes) * seconds / (double)bytes);
    message_raw(line.data, line.len);
    progress->shown = true;
    buffer_free(&line);
}

static void *run(void *user)
{
    struct progress *const progress = user;
    struct timespec next;
    uint64_t wait = FIRST_NS;

    pthread_mutex_lock(&progress->lock);
    (void)clock_gettime(CLOCK_REALTIME, &next);
    while (!progress->ended) {
        next.tv_nsec += (long)wait;
        next.tv_sec += next.tv_nsec / 1000000000;
        next.tv_nsec %= 1000000000;
        while (!progress->ended
               && pthread_cond_timedwait(&progress->ends, &progress->lock, &next) != ETIMEDOUT)
            ;
        if (!progress->ended && wait == FIRST_NS)
            progress->count = count_walk_start(progress->scan);
        if (!progress->ended && !progress->held)
            show(progress);
        wait = STEP_NS;
    }
    wipe(progress);
    pthread_mutex_unlock(&progress->lock);
    return NULL;
}

static bool is_wanted(const struct scan *scan)
{
    const char *const term = getenv("TERM");

    return !scan->settings->quiet && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

struct progress *progress_start(struct scan *scan)
{
    struct progress *progress;

    if (!is_wanted(scan))
        return NULL;
    progress = mem_array(1, sizeof(*progress));
    progress->scan = scan;
    progress->start = clock_ns();
    progress->shares = isatty(STDOUT_FILENO);
    pthread_mutex_init(&progress->lock, NULL);
    pthread_cond_init(&progress->ends, NULL);
    if (pthread_create(&progress->thread, NULL, run, progress) == 0)
        return progress;
    mem_free(progress);
    return NULL;
}

void progress_hold(struct progress *progress)
{
    if (!progress || !progress->shares)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->held = true;
    wipe(progress);
    pthread_mutex_unlock(&progress->lock);
}

void progress_go_on(struct progress *progress)
{
    if (!progress || !progress->shares)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->held = false;
    pthread_mutex_unlock(&progress->lock);
}

void progress_stop(struct progress *progress)
{
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->ended = true;
    pthread_cond_broadcast(&progress->ends);
    pthread_mutex_unlock(&progress->lock);
    pthread_join(progress->thread, NULL);
    count_walk_end(progress->count);
    pthread_cond_destroy(&progress->ends);
    pthread_mutex_destroy(&progress->lock);
    mem_free(progress);
}
