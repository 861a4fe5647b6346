/* scan/event_list.c - events arrive nearly in order: the class lane's by place, Hyperscan's by engine.
 * Insertion sort is linear then, and a lane that is far out of order goes to qsort. */

#include "scan/event_list.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define EVENTS_MAX ((size_t)1 << 22) /* of one block: more than 64 a byte */
#define MOVES_PER_EVENT 16           /* insertion sort gives up beyond */

void dlp_event_list_add(struct dlp_event_list *list, const struct dlp_event *event)
{
    if (list->len == list->cap) {
        const size_t cap = list->cap ? list->cap * 2 : 256;
        struct dlp_event *const grown =
            list->cap < EVENTS_MAX ? dlp_realloc(list->at, cap, sizeof(*grown)) : NULL;

        if (!grown) {
            list->failed = true;
            return;
        }
        list->at = grown;
        list->cap = cap;
    }
    list->at[list->len++] = *event;
}

static int event_order(const void *left, const void *right)
{
    const struct dlp_event *const a = left, *const b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->back > b->back) - (a->back < b->back);
}

static void insertion_sort(struct dlp_event *at, size_t len)
{
    size_t moves = 0;

    for (size_t i = 1; i < len; i++) {
        const struct dlp_event event = at[i];
        size_t j = i;

        for (; j > 0 && event_order(&at[j - 1], &event) > 0; j--, moves++)
            at[j] = at[j - 1];
        at[j] = event;
        if (moves > MOVES_PER_EVENT * len) {
            qsort(at, len, sizeof(*at), event_order);
            return;
        }
    }
}

/* Merge at[0, half) and at[half, len), each in order, from the back through room for the first. */
static void merge(struct dlp_event *at, size_t half, size_t len, struct dlp_event *room)
{
    size_t left = half, right = len - half, out = 0;
    const struct dlp_event *a = room, *b = at + half;

    memcpy(room, at, half * sizeof(*at));
    while (left > 0 && right > 0) {
        if (event_order(b, a) < 0) {
            at[out++] = *b++;
            right--;
        } else {
            at[out++] = *a++;
            left--;
        }
    }
    memcpy(at + out, a, left * sizeof(*at)); /* what is left of b stands where it belongs */
}

void dlp_event_list_sort(struct dlp_event_list *list, size_t nearly)
{
    const size_t len = list->len;

    if (len < 2)
        return; /* there may be no storage yet */
    insertion_sort(list->at, nearly);
    insertion_sort(list->at + nearly, len - nearly);
    if (nearly == 0 || nearly == len)
        return;
    if (list->cap - len >= nearly)
        merge(list->at, nearly, len, list->at + len);
    else
        insertion_sort(list->at, len);
}

void dlp_event_list_free(struct dlp_event_list *list)
{
    dlp_free(list->at);
    *list = (struct dlp_event_list){ 0 };
}
