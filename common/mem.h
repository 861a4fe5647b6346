/* common/mem.h - memory that is either there or ends the program. */
#ifndef COMMON_MEM_H
#define COMMON_MEM_H

#include <stddef.h>

/** Say that memory ran out, and end with status 4. */
_Noreturn void mem_die(void);

/** len bytes, not cleared. Never NULL: without memory the program ends with status 4. */
void *mem_alloc(size_t len);

/** count elements of size bytes, cleared. Never NULL. */
void *mem_array(size_t count, size_t size);

/** As realloc(3), for count elements of size bytes. Never NULL. */
void *mem_resize(void *old, size_t count, size_t size);

/** len bytes of text and a NUL behind them. Never NULL. */
char *mem_copy(const char *text, size_t len);

/** NULL is allowed. */
void mem_free(void *memory);

#endif
