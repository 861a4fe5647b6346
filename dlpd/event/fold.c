/* dlpd/event/fold.c - many flows of one kind -> few events.
 *
 * The first flow is told at once: an alarm must not wait for ten minutes. What follows is added to it, and the whole
 * is told when the time is over, with the number of flows and the distinct values of all of them. */

#include "event/fold.h"

#include "mem.h"
#include "util/json.h"
#include "util/secret_hash.h"

#include <sodium.h>
#include <string.h>

/* No padding: it is compared whole. */
struct fold_key {
    uint8_t ends[2][17];
    uint8_t action;
    uint8_t zero[5];
    uint64_t policy;
};

struct fold {
    struct fold_key key;
    struct fold *older, *newer;
    uint64_t first_us, last_us;
    uint64_t flows;     /* the first, which was told, and those that followed */
    char id[17];        /* the same in all events of the fold */
    struct buffer head; /* of the latest */
    struct incident incident;
    size_t memory;
    bool tokens;
};

void folds_init(struct folds *folds, uint64_t time_us,
                void (*tell)(const struct event *event, void *user), void *user)
{
    *folds = (struct folds){ .time_us = time_us, .tell = tell, .user = user };
}

static struct fold_key key_of(const struct report *report)
{
    struct fold_key key = { .policy = secret_hash(report->policy, strlen(report->policy)),
                            .action = (uint8_t)report->action };

    _Static_assert(sizeof(key) == 48, "no padding");
    key.ends[0][0] = report->client->address.family;
    memcpy(key.ends[0] + 1, report->client->address.bytes, 16);
    key.ends[1][0] = report->server->address.family;
    memcpy(key.ends[1] + 1, report->server->address.bytes, 16);
    return key;
}

/* The same in every replay: made of what the fold is of, and of when it began. */
static void fold_name(struct fold *fold, const char *policy)
{
    unsigned char hash[crypto_generichash_BYTES];
    struct buffer text = BUFFER_INIT;

    buffer_add(&text, (const char *)fold->key.ends, sizeof(fold->key.ends));
    buffer_format(&text, "%d %llu %s", fold->key.action, (unsigned long long)fold->first_us,
                  policy);
    crypto_generichash(hash, sizeof(hash), (const unsigned char *)text.data, text.len, NULL, 0);
    sodium_bin2hex(fold->id, sizeof(fold->id), hash, (sizeof(fold->id) - 1) / 2);
    buffer_free(&text);
}

static void tell(struct folds *folds, const struct fold *fold)
{
    struct buffer line = BUFFER_INIT;
    struct event event = { .action = (enum policy_action)fold->key.action,
                           .time_us = folds->now_us };

    buffer_add(&line, fold->head.data, fold->head.len);
    json_text(&line, "fold", fold->id);
    json_number(&line, "flows", fold->flows);
    if (fold->flows > 1) {
        json_time(&line, "since", fold->first_us);
        json_time(&line, "until", fold->last_us);
    }
    if (fold->incident.len)
        incident_json(&fold->incident, &line, fold->tokens);
    buffer_char(&line, '}');
    event.line = line.data;
    event.len = line.len;
    folds->tell(&event, folds->user);
    buffer_free(&line);
}

static void fold_end(struct folds *folds, struct fold *fold)
{
    if (fold->flows > 1)
        tell(folds, fold);
    *(fold->older ? &fold->older->newer : &folds->oldest) = fold->newer;
    *(fold->newer ? &fold->newer->older : &folds->newest) = fold->older;
    folds->memory -= fold->memory;
    folds->len--;
    buffer_free(&fold->head);
    incident_free(&fold->incident);
    mem_free(fold);
}

void folds_tick(struct folds *folds, uint64_t now_us)
{
    if (now_us > folds->now_us)
        folds->now_us = now_us;
    while (folds->oldest && folds->now_us >= folds->oldest->first_us
           && folds->now_us - folds->oldest->first_us >= folds->time_us)
        fold_end(folds, folds->oldest);
}

static struct fold *fold_find(struct folds *folds, const struct fold_key *key)
{
    struct fold *fold = folds->newest;

    while (fold && memcmp(&fold->key, key, sizeof(*key)) != 0)
        fold = fold->older;
    return fold;
}

static struct fold *fold_open(struct folds *folds, const struct fold_key *key, uint64_t first_us)
{
    struct fold *const fold = mem_array(1, sizeof(*fold));

    *fold = (struct fold){ .key = *key, .first_us = first_us, .older = folds->newest };
    *(folds->newest ? &folds->newest->newer : &folds->oldest) = fold;
    folds->newest = fold;
    fold->memory = sizeof(*fold);
    folds->memory += fold->memory;
    folds->len++;
    return fold;
}

static void fold_add(struct folds *folds, struct fold *fold, const struct report *report)
{
    const size_t before = fold->memory;

    fold->flows++;
    fold->last_us = report->last_us > fold->last_us ? report->last_us : fold->last_us;
    fold->tokens = report->tokens;
    fold->memory += incident_merge(&fold->incident, report->incident);
    fold->memory += report->head_len - fold->head.len;
    buffer_free(&fold->head);
    buffer_add(&fold->head, report->head, report->head_len);
    folds->memory += fold->memory - before;
}

void folds_add(struct folds *folds, const struct report *report)
{
    const struct fold_key key = key_of(report);
    struct fold *fold;

    folds_tick(folds, report->last_us);
    fold = fold_find(folds, &key);
    if (fold) {
        fold_add(folds, fold, report);
    } else {
        fold = fold_open(folds, &key, folds->now_us);
        fold_name(fold, report->policy);
        fold_add(folds, fold, report);
        tell(folds, fold);
    }
    while (folds->len > FOLDS_MAX || (folds->memory > FOLDS_MEMORY && folds->len > 1))
        fold_end(folds, folds->oldest);
}

void folds_end(struct folds *folds)
{
    while (folds->oldest)
        fold_end(folds, folds->oldest);
}
