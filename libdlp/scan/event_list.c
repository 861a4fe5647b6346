/* scan/event_list.c - events arrive nearly in order: the class lane's exactly, Hyperscan's by
 * engine. Insertion sort is linear then, and a block that is far out of order goes to qsort. */

#include "scan/event_list.h"

#include "base/alloc.h"

#include <stdlib.h>

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

void dlp_event_list_sort(struct dlp_event_list *list)
{
    size_t moves = 0;

    for (size_t i = 1; i < list->len; i++) {
        const struct dlp_event event = list->at[i];
        size_t j = i;

        for (; j > 0 && event_order(&list->at[j - 1], &event) > 0; j--, moves++)
            list->at[j] = list->at[j - 1];
        list->at[j] = event;
        if (moves > MOVES_PER_EVENT * list->len) {
            qsort(list->at, list->len, sizeof(*list->at), event_order);
            return;
        }
    }
}

void dlp_event_list_free(struct dlp_event_list *list)
{
    dlp_free(list->at);
    *list = (struct dlp_event_list){ 0 };
}
