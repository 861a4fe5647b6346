/* common/mem.c - memory that is either there or ends the program.
 *
 * The only file of the programs that names malloc. Everything that grows with the input is bounded
 * elsewhere (spill.c, ring.c, names.c), so running out means that the machine is out of memory:
 * what was printed stands, and status 4 says that the scan did not end. */

#include "mem.h"

#include "message.h"
#include "program.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void mem_die(void)
{
    message("out of memory; scan less at once");
    _exit(STATUS_ENVIRONMENT);
}

void *mem_alloc(size_t len)
{
    void *const memory = malloc(len ? len : 1);

    if (!memory)
        mem_die();
    return memory;
}

void *mem_array(size_t count, size_t size)
{
    void *const memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory)
        mem_die();
    return memory;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *memory;

    if (size && count > SIZE_MAX / size)
        mem_die();
    memory = realloc(old, count && size ? count * size : 1);
    if (!memory)
        mem_die();
    return memory;
}

char *mem_copy(const char *text, size_t len)
{
    char *const copy = mem_alloc(len + 1);

    if (len)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void mem_free(void *memory)
{
    free(memory);
}
