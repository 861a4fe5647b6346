/* dlpd/policy/policy_engine.c - the policy in force, the files that it names, and what is counted across
 * flows. One lock: it is taken where something was found, not for every packet. */

#include "policy/policy_engine.h"

#include "mem.h"
#include "policy/observed.h"
#include "policy/users.h"
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

struct policy_engine {
    pthread_mutex_t lock;
    struct policy *policy;
    struct windows windows;
    struct range_table users;
    struct countries *countries;
    struct stat users_seen[USERS_FILES], countries_seen; /* the files as they were read last */
    struct tally tallies[POLICY_ITEMS_MAX];
};

/* True when the file is another one than the one that was seen; that one is seen then. */
static bool has_changed(struct stat *seen, const char *path)
{
    struct stat now = { 0 };

    if (path && stat(path, &now) != 0)
        now = (struct stat){ 0 };
    if (now.st_ino == seen->st_ino && now.st_dev == seen->st_dev && now.st_size == seen->st_size
        && now.st_mtim.tv_sec == seen->st_mtim.tv_sec
        && now.st_mtim.tv_nsec == seen->st_mtim.tv_nsec)
        return false;
    *seen = now;
    return true;
}

/* Files are read outside the lock: a large one must not hold up the packets. */
static void users_refresh(struct policy_engine *engine, const struct policy *policy,
                          struct policy_reader *reader)
{
    struct range_table next, before;
    bool changed = false;

    for (size_t i = 0; i < USERS_FILES; i++) {
        const char *path = NULL;

        if (i < policy->users.len)
            (void)users_format(policy->users.text[i], &path);
        changed = has_changed(&engine->users_seen[i], path) || changed;
    }
    if (!changed || !users_read(reader, &policy->users, &next))
        return;
    pthread_mutex_lock(&engine->lock);
    before = engine->users;
    engine->users = next;
    pthread_mutex_unlock(&engine->lock);
    range_table_free(&before);
}

static void countries_refresh(struct policy_engine *engine, const struct policy *policy,
                              struct policy_reader *reader)
{
    struct countries *next = NULL, *before;

    if (!has_changed(&engine->countries_seen, policy->countries))
        return;
    reader->file = policy->countries;
    if (policy->countries && !(next = countries_open(reader)))
        return;
    pthread_mutex_lock(&engine->lock);
    before = engine->countries;
    engine->countries = next;
    pthread_mutex_unlock(&engine->lock);
    countries_close(before);
}

void policy_engine_refresh(struct policy_engine *engine, dlp_diagnostic_fn on_diagnostic,
                           void *user)
{
    struct policy *const policy = engine_policy(engine);
    struct policy_reader reader = { .fn = on_diagnostic, .user = user, .file = policy->name };

    users_refresh(engine, policy, &reader);
    countries_refresh(engine, policy, &reader);
    policy_free(policy);
}

struct policy_engine *policy_engine_new(struct policy *first)
{
    struct policy_engine *const engine = mem_array(1, sizeof(*engine));

    pthread_mutex_init(&engine->lock, NULL);
    engine->policy = first;
    engine->windows.memory_max = first->memory;
    policy_engine_refresh(engine, NULL, NULL);
    return engine;
}

static void tallies_clear(struct policy_engine *engine)
{
    for (size_t i = 0; i < POLICY_ITEMS_MAX; i++)
        tally_free(&engine->tallies[i]);
}

void engine_observe(struct policy_engine *engine, const struct policy *policy, size_t item,
                    uint32_t values)
{
    pthread_mutex_lock(&engine->lock);
    if (policy == engine->policy)
        tally_add(&engine->tallies[item], values);
    pthread_mutex_unlock(&engine->lock);
}

void policy_engine_propose(struct policy_engine *engine,
                           void (*fn)(const struct policy_proposal *proposal, void *user),
                           void *user)
{
    pthread_mutex_lock(&engine->lock);
    for (size_t i = 0; i < engine->policy->len; i++) {
        const struct policy_item *const item = &engine->policy->items[i];
        struct policy_proposal proposal;

        if (tally_propose(&engine->tallies[i], item->values, &proposal)) {
            proposal.name = item->name;
            fn(&proposal, user);
        }
    }
    pthread_mutex_unlock(&engine->lock);
}

void policy_engine_replace(struct policy_engine *engine, struct policy *next)
{
    struct policy *before;

    pthread_mutex_lock(&engine->lock);
    before = engine->policy;
    engine->policy = next;
    tallies_clear(engine);
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
    tallies_clear(engine);
    windows_free(&engine->windows);
    range_table_free(&engine->users);
    countries_close(engine->countries);
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
    row = range_table_find(&engine->users, &flow->client->address);
    if (row) {
        out->user = copy_of(row->text[0]);
        out->source = copy_of(row->text[1]);
    }
    countries_find(engine->countries, &flow->server->address, out->country);
    pthread_mutex_unlock(&engine->lock);
}

uint64_t policy_engine_forgotten(struct policy_engine *engine)
{
    uint64_t forgotten;

    pthread_mutex_lock(&engine->lock);
    forgotten = engine->windows.forgotten;
    pthread_mutex_unlock(&engine->lock);
    return forgotten;
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
