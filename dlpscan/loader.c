/* dlpscan/loader.c - libraries that only some commands need, loaded by them. */

#include "loader.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* POSIX lets an object pointer be a function's, ISO C does not: so the bytes are copied. */
bool loader_find(void *library, void *pointer, const char *name)
{
    void *const found = dlsym(library, name);

    memcpy(pointer, &found, sizeof(found));
    return found != NULL;
}
