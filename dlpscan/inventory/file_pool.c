/* dlpscan/inventory/file_pool.c - the files of an inventory, some of them at a time.
 *
 * Each file is read into holdings of its own, and the main thread puts them together in the order of the
 * files. Who is a person depends on the order of rows, so those wait, as tokens, until it is their turn. No
 * file is begun that is far ahead of the one that is due: what waits is bounded. */

#include "inventory/file_pool.h"

#include "inventory/row_scanner.h"
#include "mem.h"
#include "message.h"

#include <pthread.h>
#include <string.h>

struct file_result {
    struct table_files files;
    struct holdings holdings;
    struct spill persons;
    struct table_file_error error;
    bool done;
};

struct file_pool {
    const struct table_files *files;
    char **paths;
    size_t len, next, due; /* next is to be begun, due to be put together */
    struct file_result *result;
    size_t results; /* file i has result[i % results] */
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

struct file_worker {
    struct file_pool *pool;
    dlp_scanner *scanner;
    pthread_t thread;
};

static void read_one(struct file_worker *worker, size_t index)
{
    struct file_pool *const pool = worker->pool;
    struct file_result *const result = &pool->result[index % pool->results];

    memset(result, 0, sizeof(*result));
    holdings_init(&result->holdings);
    spill_init(&result->persons);
    result->files.settings = pool->files->settings;
    result->files.extraction = pool->files->extraction;
    chunk_init(&result->files.chunk, worker->scanner, &result->holdings);
    result->files.chunk.later = &result->persons;
    table_file_read(&result->files, pool->paths[index], &result->error);
    chunk_free(&result->files.chunk);
}

static void *run_worker(void *user)
{
    struct file_worker *const worker = user;
    struct file_pool *const pool = worker->pool;

    pthread_mutex_lock(&pool->lock);
    while (pool->next < pool->len) {
        size_t index;

        if (pool->next >= pool->due + pool->results) {
            pthread_cond_wait(&pool->changed, &pool->lock);
            continue;
        }
        index = pool->next++;
        pthread_mutex_unlock(&pool->lock);
        read_one(worker, index);
        pthread_mutex_lock(&pool->lock);
        pool->result[index % pool->results].done = true;
        pthread_cond_broadcast(&pool->changed);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* ---- Putting together ------------------------------------------------------------------------------ */

static void add_notes(struct table_files *files, const char *notes)
{
    while (*notes) {
        const size_t name_len = strcspn(notes, "\t"), len = strcspn(notes, "\n");
        char *const name = mem_copy(notes, name_len);
        char *const reason = mem_copy(notes + name_len + 1, len - name_len - 1);

        table_files_note(files, name, reason);
        mem_free(name);
        mem_free(reason);
        notes += len + 1;
    }
}

static bool put_together(struct table_files *files, struct file_result *result)
{
    struct holdings *const holdings = files->chunk.holdings;
    const bool there = !result->error.text;

    if (!there)
        message_about(buffer_string(&result->error.shown), "%s", result->error.text);
    if (!holdings_take(holdings, &result->holdings))
        table_files_note(files, buffer_string(&result->error.shown), "tables_limit");
    if (!chunk_rows_later(holdings, &result->persons))
        files->broken = true;
    add_notes(files, buffer_string(&result->files.notes));
    files->broken = files->broken || result->files.broken;
    buffer_free(&result->files.notes);
    buffer_free(&result->error.shown);
    holdings_free(&result->holdings);
    spill_free(&result->persons);
    result->done = false;
    return there;
}

static bool take_all(struct file_pool *pool, struct table_files *files)
{
    bool there = true;

    pthread_mutex_lock(&pool->lock);
    while (pool->due < pool->len) {
        struct file_result *const result = &pool->result[pool->due % pool->results];

        if (!result->done) {
            pthread_cond_wait(&pool->changed, &pool->lock);
            continue;
        }
        pthread_mutex_unlock(&pool->lock);
        there = put_together(files, result) && there;
        pthread_mutex_lock(&pool->lock);
        pool->due++;
        pthread_cond_broadcast(&pool->changed);
    }
    pthread_mutex_unlock(&pool->lock);
    return there;
}

/* ---- Threads --------------------------------------------------------------------------------------- */

/* Fewer than wanted are as good. @return how many run */
static size_t start(struct file_pool *pool, struct file_worker *worker, size_t wanted,
                    dlp_database *database, const dlp_key *key)
{
    size_t n = 0;

    for (; n < wanted; n++) {
        worker[n].pool = pool;
        if (row_scanner_new(&worker[n].scanner, database, pool->files->settings, key, NULL)
            != DLP_OK)
            break;
        if (pthread_create(&worker[n].thread, NULL, run_worker, &worker[n]) != 0) {
            dlp_scanner_free(worker[n].scanner);
            break;
        }
    }
    return n;
}

bool file_pool_read(struct table_files *files, dlp_database *database, const dlp_key *key,
                    char **paths, size_t len)
{
    const size_t threads = files->settings->threads < len ? files->settings->threads : len;
    struct file_worker *const worker = mem_array(threads + 1, sizeof(*worker));
    struct file_pool pool = { .files = files, .paths = paths, .len = len, .results = 2 * threads };
    size_t started;
    bool there = false;

    pool.result = mem_array(pool.results + 1, sizeof(*pool.result));
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.changed, NULL);
    started = start(&pool, worker, threads, database, key);
    if (started > 0) {
        there = take_all(&pool, files);
    } else {
        message("cannot start a thread to read the files: memory or threads ran out");
        files->broken = true;
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(worker[i].thread, NULL);
        dlp_scanner_free(worker[i].scanner);
    }
    pthread_cond_destroy(&pool.changed);
    pthread_mutex_destroy(&pool.lock);
    mem_free(pool.result);
    mem_free(worker);
    return there;
}
