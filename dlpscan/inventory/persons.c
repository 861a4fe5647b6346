/* dlpscan/inventory/persons.c - about how many persons rows are about: union-find over identifiers. */

#include "inventory/persons.h"

#include "mem.h"

#include <string.h>

#define FIRST_SLOTS ((size_t)1024)
#define NONE UINT32_MAX

void persons_init(struct persons *persons, size_t max)
{
    *persons = (struct persons){ .max = max };
}

void persons_free(struct persons *persons)
{
    mem_free(persons->node);
    mem_free(persons->slot);
    distinct_free(&persons->beyond);
    *persons = (struct persons){ 0 };
}

static size_t slot_of(const struct persons *p, uint64_t token)
{
    size_t at = (size_t)token & (p->slots - 1);

    while (p->slot[at] && p->node[p->slot[at] - 1].token != token)
        at = (at + 1) & (p->slots - 1);
    return at;
}

static void grow(struct persons *p)
{
    p->slots = p->slots ? 2 * p->slots : FIRST_SLOTS;
    p->cap = p->slots / 2;
    mem_free(p->slot);
    p->slot = mem_array(p->slots, sizeof(*p->slot));
    p->node = mem_resize(p->node, p->cap, sizeof(*p->node));
    for (size_t i = 0; i < p->len; i++)
        p->slot[slot_of(p, p->node[i].token)] = (uint32_t)i + 1;
}

/* The node of a token, made when it is new and there is room; NONE when there is none. */
static uint32_t node_of(struct persons *p, const struct person_id *id)
{
    size_t at;

    if (p->len < p->max && p->len >= p->cap)
        grow(p);
    if (p->slots == 0)
        return NONE;
    at = slot_of(p, id->token);
    if (p->slot[at] == 0) {
        if (p->len >= p->max || p->len >= p->cap)
            return NONE;
        p->node[p->len] = (struct identifier){ id->token, (uint32_t)p->len, 0, id->kind,
                                               (uint32_t)(id->token >> 32) };
        p->slot[at] = (uint32_t)++p->len;
    }
    return p->slot[at] - 1;
}

static uint32_t root_of(struct persons *p, uint32_t node)
{
    while (p->node[node].parent != node) {
        p->node[node].parent = p->node[p->node[node].parent].parent;
        node = p->node[node].parent;
    }
    return node;
}

/* The lower index becomes the root: with halved paths that is fast enough. Two who have different numbers of
 * one kind stay two. */
static void tie(struct persons *p, uint32_t first, uint32_t second)
{
    const uint32_t a = root_of(p, first), b = root_of(p, second);
    uint32_t root, other;

    root = a < b ? a : b;
    other = a < b ? b : a;
    if (a == b || p->node[first].ties >= PERSONS_TIES || p->node[second].ties >= PERSONS_TIES
        || (p->node[a].kind && p->node[a].kind == p->node[b].kind
            && p->node[a].own != p->node[b].own))
        return;
    p->node[other].parent = root;
    p->node[first].ties++;
    p->node[second].ties++;
    p->ties++;
    if (p->node[root].kind == 0) {
        p->node[root].kind = p->node[other].kind;
        p->node[root].own = p->node[other].own;
    }
}

void persons_row(struct persons *p, const struct person_id *id, size_t len)
{
    uint32_t first = NONE;
    bool known = false;

    if (len == 0) {
        p->bare++;
        return;
    }
    p->rows++;
    for (size_t i = 0; i < len; i++) {
        const uint32_t node = node_of(p, &id[i]);

        if (node == NONE)
            continue;
        known = true;
        if (first != NONE)
            tie(p, first, node);
        first = node;
    }
    /* Nothing of it fits: the same person is told by the same first identifier. */
    if (!known)
        distinct_add(&p->beyond, id[0].token, &p->used);
}

uint64_t persons_count(const struct persons *p)
{
    return p->len - p->ties + distinct_count(&p->beyond);
}

bool persons_is_exact(const struct persons *p)
{
    return p->beyond.len == 0;
}
