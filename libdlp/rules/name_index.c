/* rules/name_index.c - ids and aliases of one load: a hash table with open addressing. */

#include "rules/name_index.h"

#include "base/alloc.h"

#include <string.h>

/* FNV-1a. Whoever writes rules may make loading slow in simpler ways than by collisions. */
static size_t name_hash(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (; *name; name++)
        h = (h ^ (uint8_t)*name) * 0x100000001b3u;
    return (size_t)(h ^ h >> 32);
}

/* The slot that holds name, or the empty one where it would go; cap > len. */
static struct dlp_name *slot_of(const struct dlp_name_index *index, const char *name)
{
    size_t i = name_hash(name) & (index->cap - 1);

    while (index->slots[i].name && strcmp(index->slots[i].name, name) != 0)
        i = (i + 1) & (index->cap - 1);
    return &index->slots[i];
}

const struct dlp_name *dlp_name_index_find(const struct dlp_name_index *index, const char *name)
{
    const struct dlp_name *slot;

    if (!index->cap)
        return NULL;
    slot = slot_of(index, name);
    return slot->name ? slot : NULL;
}

static dlp_status index_grow(struct dlp_name_index *index)
{
    struct dlp_name_index bigger = { NULL, index->cap ? index->cap * 2 : 64, index->len };

    bigger.slots = dlp_calloc(bigger.cap, sizeof(*bigger.slots));
    if (!bigger.slots)
        return DLP_ENOMEM;
    for (size_t i = 0; i < index->cap; i++)
        if (index->slots[i].name)
            *slot_of(&bigger, index->slots[i].name) = index->slots[i];
    dlp_free(index->slots);
    *index = bigger;
    return DLP_OK;
}

dlp_status dlp_name_index_add(struct dlp_name_index *index, const struct dlp_name *name)
{
    struct dlp_name *slot;

    if (index->len + 1 > index->cap / 2 && index_grow(index) != DLP_OK)
        return DLP_ENOMEM;
    slot = slot_of(index, name->name);
    if (!slot->name) {
        *slot = *name;
        index->len++;
    }
    return DLP_OK;
}

void dlp_name_index_free(struct dlp_name_index *index)
{
    dlp_free(index->slots);
    *index = (struct dlp_name_index)DLP_NAME_INDEX_INIT;
}
