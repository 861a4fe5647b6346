/* dlpscan/count_walk.c - how much a scan has before it: a walk of its own that opens no file.
 *
 * The walk of the scan itself is held back by those who read, so it cannot tell. This one hands its items to
 * a thread that looks at their sizes and lets them go. */

#include "count_walk.h"

#include "mem.h"
#include "scan.h"
#include "walk.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>

#define COUNT_ITEMS 64u /* on their way: each may hold a folder open */

struct count_walk {
    struct scan scan; /* what a walk needs of one */
    pthread_t walker, counter;
    uint64_t files, bytes;
    atomic_bool done;
};

static void *run_walk(void *user)
{
    struct count_walk *const count = user;

    walk_all(&count->scan);
    return NULL;
}

static void count_item(struct count_walk *count, const struct item *item)
{
    struct stat st;

    if (item->reason || item->skipped || item->stream
        || fstatat(item->folder ? item->folder->fd : AT_FDCWD, item->path.data + item->name, &st,
                   item->folder ? AT_SYMLINK_NOFOLLOW : 0)
            != 0
        || item_skips(&st, count->scan.settings))
        return;
    count->files++;
    count->bytes += (uint64_t)st.st_size;
}

static void *run_count(void *user)
{
    struct count_walk *const count = user;
    struct ring *const ring = &count->scan.ring;
    struct item *item;

    while ((item = ring_take(ring)) != NULL) {
        size_t ready;

        count_item(count, item);
        ready = ring_done(ring, item);
        while (ready > 0) {
            for (size_t i = 0; i < ready; i++)
                item_clear(ring_at(ring, i));
            ready = ring_printed(ring, ready);
        }
    }
    atomic_store(&count->done, true);
    return NULL;
}

struct count_walk *count_walk_start(const struct scan *scan)
{
    struct count_walk *count;

    if (scan->walk != walk_all || scan->list)
        return NULL;
    count = mem_array(1, sizeof(*count));
    count->scan.settings = scan->settings;
    count->scan.paths = scan->paths;
    count->scan.paths_len = scan->paths_len;
    tally_init(&count->scan.tally);
    own_init(&count->scan.own);
    ring_init(&count->scan.ring, COUNT_ITEMS, 1);
    if (pthread_create(&count->walker, NULL, run_walk, count) == 0) {
        if (pthread_create(&count->counter, NULL, run_count, count) == 0)
            return count;
        (void)run_count(count); /* else the walker waits for ever */
        pthread_join(count->walker, NULL);
    }
    ring_free(&count->scan.ring);
    tally_free(&count->scan.tally);
    mem_free(count);
    return NULL;
}

bool count_walk_done(struct count_walk *count, uint64_t *files, uint64_t *bytes)
{
    const bool done = atomic_load(&count->done);

    *files = done ? count->files : 0;
    *bytes = done ? count->bytes : 0;
    return done && count->files > 0;
}

void count_walk_end(struct count_walk *count)
{
    if (!count)
        return;
    atomic_store(&count->scan.walk_ends, true);
    pthread_join(count->walker, NULL);
    pthread_join(count->counter, NULL);
    ring_free(&count->scan.ring);
    tally_free(&count->scan.tally);
    mem_free(count);
}
