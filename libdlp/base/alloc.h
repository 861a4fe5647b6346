/* base/alloc.h - the only door to the heap, so that tests can make each allocation fail once.
 * Threads: as malloc. */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

/** size bytes, uninitialised; NULL when there are none. size 0 is made 1. Free with dlp_free(). */
void *dlp_alloc(size_t size);
/** n * size zeroed bytes; NULL on overflow too. */
void *dlp_calloc(size_t n, size_t size);
/** Resize to n * size bytes; NULL leaves old as it was. */
void *dlp_realloc(void *old, size_t n, size_t size);
/** A NUL-terminated copy of len bytes of text. */
char *dlp_strndup(const char *text, size_t len);
void dlp_free(void *p);
/** Wipe len bytes in a way that the compiler keeps, then free. NULL is allowed. */
void dlp_free_wiped(void *p, size_t len);

#ifdef DLP_TORTURE
/** Let `after` further allocations succeed, then fail one; negative: never. */
void dlp_alloc_fail_after(long after);
/** Allocations since the last dlp_alloc_fail_after(). */
long dlp_alloc_count(void);
#endif
#endif
