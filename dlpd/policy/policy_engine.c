/* dlpd/policy/policy_engine.c - the policy in force, the files that it names, and what is counted across
 * flows. One lock: it is taken where something was found, not for every packet. */

#include "policy/policy_engine.h"

#include "mem.h"
#include "policy/range_file.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

/* A file that is read again when it changes. */
struct mapping {
    const struct range_columns *columns;
    struct range_table table;
    struct stat seen;
};

struct policy_engine {
    pthread_mutex_t lock;
    struct policy *policy;
    struct windows windows;
    struct mapping users, countries;
};

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size
        && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Read outside the lock: a large file must not hold up the packets. */
static void mapping_refresh(struct policy_engine *engine, struct mapping *mapping, const char *path,
                            dlp_diagnostic_fn fn, void *user)
{
    struct owned owned = { 0 };
    struct policy_reader reader = { .fn = fn, .user = user, .file = path, .owned = &owned };
    struct range_table table = { 0 };
    struct stat now = { 0 };

    if (path && stat(path, &now) == 0 && is_same_file(&now, &mapping->seen))
        return;
    mapping->seen = now;
    if (path && !range_file_read(&reader, mapping->columns, &table))
        return;
    pthread_mutex_lock(&engine->lock);
    {
        struct range_table before = mapping->table;

        mapping->table = table;
        table = before;
    }
    pthread_mutex_unlock(&engine->lock);
    range_table_free(&table);
}

void policy_engine_refresh(struct policy_engine *engine, dlp_diagnostic_fn on_diagnostic,
                           void *user)
{
    struct policy *const policy = engine_policy(engine);

    mapping_refresh(engine, &engine->users, policy->users, on_diagnostic, user);
    mapping_refresh(engine, &engine->countries, policy->countries, on_diagnostic, user);
    policy_free(policy);
}

struct policy_engine *policy_engine_new(struct policy *first)
{
    struct policy_engine *const engine = mem_array(1, sizeof(*engine));

    pthread_mutex_init(&engine->lock, NULL);
    engine->policy = first;
    engine->windows.memory_max = first->memory;
    engine->users.columns = &columns_users;
    engine->countries.columns = &columns_countries;
    policy_engine_refresh(engine, NULL, NULL);
    return engine;
}

void policy_engine_replace(struct policy_engine *engine, struct policy *next)
{
    struct policy *before;

    pthread_mutex_lock(&engine->lock);
    before = engine->policy;
    engine->policy = next;
    engine->windows.memory_max = next->memory;
    pthread_mutex_unlock(&engine->lock);
    policy_free(before);
    policy_engine_refresh(engine, NULL, NULL);
}

void policy_engine_free(struct policy_engine *engine)
{
    if (!engine)
        return;
    policy_free(engine->policy);
    windows_free(&engine->windows);
    range_table_free(&engine->users.table);
    range_table_free(&engine->countries.table);
    pthread_mutex_destroy(&engine->lock);
    mem_free(engine);
}

struct policy *engine_policy(struct policy_engine *engine)
{
    struct policy *policy;

    pthread_mutex_lock(&engine->lock);
    policy = policy_hold(engine->policy);
    pthread_mutex_unlock(&engine->lock);
    return policy;
}

static char *copy_of(const char *text)
{
    return text ? mem_copy(text, strlen(text)) : NULL;
}

void engine_names(struct policy_engine *engine, const struct policy_flow *flow,
                  struct subject_names *out)
{
    const struct range_row *row;

    *out = (struct subject_names){ 0 };
    pthread_mutex_lock(&engine->lock);
    row = range_table_find(&engine->users.table, &flow->client->address);
    if (row) {
        out->user = copy_of(row->text[0]);
        out->source = copy_of(row->text[1]);
    }
    row = range_table_find(&engine->countries.table, &flow->server->address);
    if (row)
        memcpy(out->country, row->text[0], sizeof(out->country));
    pthread_mutex_unlock(&engine->lock);
}

uint32_t engine_count(struct policy_engine *engine, const struct window_key *key, uint32_t cap,
                      struct distinct *from, uint64_t time_us, uint64_t window_us, bool *more)
{
    uint32_t count;

    pthread_mutex_lock(&engine->lock);
    count = windows_count(&engine->windows, key, cap, from, time_us, window_us, more);
    pthread_mutex_unlock(&engine->lock);
    return count;
}
