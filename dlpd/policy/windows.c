/* dlpd/policy/windows.c - what is counted across flows. */

#include "policy/windows.h"

#include "mem.h"
#include "util/secret_hash.h"

#include <string.h>

#define BUCKETS_LEAST 64
#define TAG_USER 1

static void put_address(uint8_t out[17], const struct address *address)
{
    out[0] = address->family;
    memcpy(out + 1, address->bytes, 16);
}

static void put_source(uint8_t out[17], const struct subject *subject)
{
    uint64_t hash;

    if (!subject->user) {
        put_address(out, &subject->flow->client->address);
        return;
    }
    hash = secret_hash(subject->user, strlen(subject->user));
    out[0] = TAG_USER;
    memcpy(out + 1, &hash, sizeof(hash));
}

struct window_key window_key_of(const struct policy_item *item, const struct subject *subject)
{
    const uint64_t parts[3] = { secret_hash(item->name, strlen(item->name)), item->window_us,
                                (uint64_t)item->per };
    struct window_key key = { .item = secret_hash(parts, sizeof(parts)) };

    _Static_assert(sizeof(key) == 48, "no padding: it is hashed");
    if (item->per == PER_SOURCE || item->per == PER_PAIR)
        put_source(key.source, subject);
    if (item->per == PER_DESTINATION || item->per == PER_PAIR)
        put_address(key.destination, &subject->flow->server->address);
    return key;
}

static void grow(struct windows *windows)
{
    const size_t buckets = windows->buckets ? 2 * windows->buckets : BUCKETS_LEAST;
    struct window **const bucket = mem_array(buckets, sizeof(struct window *));

    for (struct window *window = windows->idlest; window; window = window->busier) {
        struct window **const at = &bucket[window->hash & (buckets - 1)];

        window->next = *at;
        *at = window;
    }
    mem_free(windows->bucket);
    windows->bucket = bucket;
    windows->memory += (buckets - windows->buckets) * sizeof(struct window *);
    windows->buckets = buckets;
}

static void line_append(struct windows *windows, struct window *window)
{
    window->idler = windows->busiest;
    window->busier = NULL;
    *(windows->busiest ? &windows->busiest->busier : &windows->idlest) = window;
    windows->busiest = window;
}

static void line_remove(struct windows *windows, struct window *window)
{
    *(window->idler ? &window->idler->busier : &windows->idlest) = window->busier;
    *(window->busier ? &window->busier->idler : &windows->busiest) = window->idler;
}

static void window_drop(struct windows *windows, struct window *window)
{
    struct window **at = &windows->bucket[window->hash & (windows->buckets - 1)];

    while (*at != window)
        at = &(*at)->next;
    *at = window->next;
    line_remove(windows, window);
    windows->memory -= distinct_memory(&window->values) + sizeof(*window);
    windows->len--;
    distinct_free(&window->values);
    mem_free(window);
}

static struct window *window_of(struct windows *windows, const struct window_key *key, uint32_t cap)
{
    const uint64_t hash = secret_hash(key, sizeof(*key));
    struct window *window;

    if (windows->len >= windows->buckets)
        grow(windows);
    window = windows->bucket[hash & (windows->buckets - 1)];
    while (window && (window->hash != hash || memcmp(&window->key, key, sizeof(*key)) != 0))
        window = window->next;
    if (window) {
        line_remove(windows, window);
    } else {
        struct window **const at = &windows->bucket[hash & (windows->buckets - 1)];

        window = mem_array(1, sizeof(*window));
        *window = (struct window){ .key = *key, .hash = hash, .next = *at };
        *at = window;
        window->values.more = windows->forgotten > 0; /* it may have been there before */
        windows->memory += sizeof(*window);
        windows->len++;
    }
    line_append(windows, window);
    if (cap > window->values.cap)
        window->values.cap = cap;
    return window;
}

uint32_t windows_count(struct windows *windows, const struct window_key *key, uint32_t cap,
                       struct distinct *from, uint64_t time_us, uint64_t window_us, bool *more)
{
    struct window *const window = window_of(windows, key, cap);

    windows->memory += distinct_move(&window->values, from);
    if (time_us > window_us)
        distinct_forget(&window->values, time_us - window_us);
    while (windows->memory > windows->memory_max && windows->idlest != window) {
        windows->forgotten++;
        window_drop(windows, windows->idlest);
    }
    *more = window->values.more;
    return distinct_count(&window->values, time_us);
}

void windows_free(struct windows *windows)
{
    while (windows->idlest)
        window_drop(windows, windows->idlest);
    mem_free(windows->bucket);
    *windows = (struct windows){ 0 };
}
