/* base/alloc.c - the only file that names malloc. Built with DLP_TORTURE, it can fail one
 * allocation of a run, so that tests walk through every out-of-memory path. */

#include "base/alloc.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef DLP_TORTURE
#  include <stdatomic.h>

static atomic_long alloc_left = -1; /* until the one that fails; negative: none does */
static atomic_long alloc_seen;

void dlp_alloc_fail_after(long after)
{
    atomic_store(&alloc_seen, 0);
    atomic_store(&alloc_left, after < 0 ? -1 : after);
}

long dlp_alloc_count(void)
{
    return atomic_load(&alloc_seen);
}

static bool alloc_refused(void)
{
    long left = atomic_load(&alloc_left);

    atomic_fetch_add(&alloc_seen, 1);
    while (left >= 0) {
        /* From 0 to -1 is the one failure; only one thread makes that step. */
        if (atomic_compare_exchange_weak(&alloc_left, &left, left - 1))
            return left == 0;
    }
    return false;
}
#else
static bool alloc_refused(void)
{
    return false;
}
#endif

void *dlp_alloc(size_t size)
{
    if (alloc_refused())
        return NULL;
    return malloc(size ? size : 1);
}

void *dlp_calloc(size_t n, size_t size)
{
    size_t total;

    if (alloc_refused() || __builtin_mul_overflow(n, size, &total))
        return NULL;
    return calloc(1, total ? total : 1);
}

void *dlp_realloc(void *old, size_t n, size_t size)
{
    size_t total;

    if (alloc_refused() || __builtin_mul_overflow(n, size, &total))
        return NULL;
    return realloc(old, total ? total : 1);
}

char *dlp_strndup(const char *text, size_t len)
{
    char *copy;

    if (len == SIZE_MAX)
        return NULL;
    copy = dlp_alloc(len + 1);
    if (!copy)
        return NULL;
    if (len)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void dlp_free(void *p)
{
    free(p);
}

void dlp_free_wiped(void *p, size_t len)
{
    if (p)
        sodium_memzero(p, len);
    free(p);
}
