/* base/arena.h - many small things that live and die together. Not wiped: rules only.
 * Threads: one thread allocates; references are taken and given back on any. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct dlp_arena;

/** An empty arena with one reference, or NULL when there is no memory. */
struct dlp_arena *dlp_arena_new(void);
/** Take another reference; returns its argument. */
struct dlp_arena *dlp_arena_retain(struct dlp_arena *arena);
/** Give one back; the last frees everything. NULL is allowed. */
void dlp_arena_release(struct dlp_arena *arena);
/** n * size zeroed bytes, aligned for any type; NULL when there is no memory. */
void *dlp_arena_alloc(struct dlp_arena *arena, size_t n, size_t size);
/** Free data (of dlp_alloc()) with the arena. @return false: no memory, and data stays the caller's */
bool dlp_arena_adopt(struct dlp_arena *arena, void *data);
char *dlp_arena_strndup(struct dlp_arena *arena, const char *text, size_t len);
#endif
