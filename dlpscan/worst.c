/* dlpscan/worst.c - the worst of many results: a heap whose top is the first to go. */

#include "worst.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

void worst_init(struct worst *worst, size_t limit)
{
    *worst = (struct worst){ .limit = limit };
    worst->heap = mem_array(limit, sizeof(*worst->heap));
}

void worst_free(struct worst *worst)
{
    for (size_t i = 0; i < worst->len; i++)
        mem_free(worst->heap[i].text);
    mem_free(worst->heap);
    *worst = (struct worst){ 0 };
}

/* Does a go before b? */
static int goes_first(const struct worst_result *a, const struct worst_result *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->order > b->order;
}

static void swap(struct worst_result *a, struct worst_result *b)
{
    const struct worst_result kept = *a;

    *a = *b;
    *b = kept;
}

static void sift_up(struct worst *worst, size_t at)
{
    while (at > 0 && goes_first(&worst->heap[at], &worst->heap[(at - 1) / 2])) {
        swap(&worst->heap[at], &worst->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

static void sift_down(struct worst *worst)
{
    size_t at = 0;

    for (;;) {
        size_t least = at;

        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < worst->len; child++) {
            if (goes_first(&worst->heap[child], &worst->heap[least]))
                least = child;
        }
        if (least == at)
            return;
        swap(&worst->heap[at], &worst->heap[least]);
        at = least;
    }
}

int worst_wants(const struct worst *worst, unsigned rank)
{
    return worst->len < worst->limit || worst->heap[0].rank < rank;
}

void worst_add(struct worst *worst, unsigned rank, const char *text, size_t len)
{
    const uint64_t order = worst->seen++;

    if (!worst_wants(worst, rank))
        return;
    if (worst->len < worst->limit) {
        worst->heap[worst->len++] = (struct worst_result){ rank, order, mem_copy(text, len) };
        sift_up(worst, worst->len - 1);
        return;
    }
    mem_free(worst->heap[0].text);
    worst->heap[0] = (struct worst_result){ rank, order, mem_copy(text, len) };
    sift_down(worst);
}

static int by_order(const void *a, const void *b)
{
    const struct worst_result *const left = a, *const right = b;

    return (left->order > right->order) - (left->order < right->order);
}

void worst_sort(struct worst *worst)
{
    if (worst->len)
        qsort(worst->heap, worst->len, sizeof(*worst->heap), by_order);
}
