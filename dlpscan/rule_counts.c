/* dlpscan/rule_counts.c - how often each rule was reported, in one item or in all. */

#include "rule_counts.h"

#include "mem.h"

#include <string.h>

/* The rule's place: where it is, or would be. */
static size_t place_of(const struct rule_counts *counts, const char *id)
{
    size_t low = 0, high = counts->len;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(counts->at[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct rule_count *rule_of(struct rule_counts *counts, const char *id)
{
    const size_t at = place_of(counts, id);

    if (at < counts->len && strcmp(counts->at[at].id, id) == 0)
        return &counts->at[at];
    if (counts->len == counts->cap) {
        counts->cap = counts->cap ? 2 * counts->cap : 16;
        counts->at = mem_resize(counts->at, counts->cap, sizeof(*counts->at));
    }
    memmove(&counts->at[at + 1], &counts->at[at], (counts->len - at) * sizeof(*counts->at));
    counts->at[at] = (struct rule_count){ .id = mem_copy(id, strlen(id)) };
    counts->len++;
    return &counts->at[at];
}

struct rule_count *rule_counts_add(struct rule_counts *counts, const char *id)
{
    struct rule_count *const rule = rule_of(counts, id);

    rule->findings++;
    return rule;
}

void rule_counts_unite(struct rule_counts *sum, const struct rule_counts *item)
{
    for (size_t i = 0; i < item->len; i++) {
        struct rule_count *const rule = rule_of(sum, item->at[i].id);

        rule->findings += item->at[i].findings;
        rule->hidden += item->at[i].hidden;
        rule->items++;
    }
}

void rule_counts_clear(struct rule_counts *counts)
{
    for (size_t i = 0; i < counts->len; i++)
        mem_free(counts->at[i].id);
    mem_free(counts->at);
    *counts = (struct rule_counts){ 0 };
}
