/* base/arena.c - bump allocation in blocks. A large request gets a block of its own, so that it
 * does not waste what is left of the current one. */

#include "base/arena.h"

#include "base/alloc.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#define ARENA_BLOCK ((size_t)16 << 10)

struct dlp_arena_block {
    struct dlp_arena_block *next;
    size_t used; /* of data, in bytes */
    size_t size;
    max_align_t data[];
};

/* These stand in the arena itself. */
struct dlp_arena_adopted {
    struct dlp_arena_adopted *next;
    void *data;
};

struct dlp_arena {
    struct dlp_arena_block *blocks;
    struct dlp_arena_adopted *adopted;
    atomic_uint refs;
};

struct dlp_arena *dlp_arena_new(void)
{
    struct dlp_arena *const arena = dlp_calloc(1, sizeof(*arena));

    if (arena)
        atomic_init(&arena->refs, 1);
    return arena;
}

struct dlp_arena *dlp_arena_retain(struct dlp_arena *arena)
{
    atomic_fetch_add_explicit(&arena->refs, 1, memory_order_relaxed);
    return arena;
}

static struct dlp_arena_block *arena_block_new(size_t size)
{
    struct dlp_arena_block *block;

    if (size > SIZE_MAX - sizeof(*block))
        return NULL;
    block = dlp_calloc(1, sizeof(*block) + size);
    if (block)
        block->size = size;
    return block;
}

void *dlp_arena_alloc(struct dlp_arena *arena, size_t n, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    struct dlp_arena_block *block = arena->blocks;
    size_t total;
    void *p;

    if (__builtin_mul_overflow(n, size, &total) || total > SIZE_MAX - align)
        return NULL;
    total = total ? (total + align - 1) / align * align : align;
    if (!block || block->size - block->used < total) {
        block = arena_block_new(total > ARENA_BLOCK / 4 ? total : ARENA_BLOCK);
        if (!block)
            return NULL;
        if (block->size == total && arena->blocks) {
            block->next = arena->blocks->next; /* full at once: behind the one in use */
            arena->blocks->next = block;
        } else {
            block->next = arena->blocks;
            arena->blocks = block;
        }
    }
    p = (uint8_t *)block->data + block->used;
    block->used += total;
    return p;
}

bool dlp_arena_adopt(struct dlp_arena *arena, void *data)
{
    struct dlp_arena_adopted *const entry = dlp_arena_alloc(arena, 1, sizeof(*entry));

    if (!entry)
        return false;
    *entry = (struct dlp_arena_adopted){ arena->adopted, data };
    arena->adopted = entry;
    return true;
}

char *dlp_arena_strndup(struct dlp_arena *arena, const char *text, size_t len)
{
    char *copy;

    if (len == SIZE_MAX)
        return NULL;
    copy = dlp_arena_alloc(arena, len + 1, 1);
    if (copy && len)
        memcpy(copy, text, len);
    return copy;
}

void dlp_arena_release(struct dlp_arena *arena)
{
    struct dlp_arena_block *block;

    if (!arena || atomic_fetch_sub_explicit(&arena->refs, 1, memory_order_acq_rel) != 1)
        return;
    for (struct dlp_arena_adopted *entry = arena->adopted; entry; entry = entry->next)
        dlp_free(entry->data);
    block = arena->blocks;
    while (block) {
        struct dlp_arena_block *const next = block->next;

        dlp_free(block);
        block = next;
    }
    dlp_free(arena);
}
