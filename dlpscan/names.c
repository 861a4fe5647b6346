/* dlpscan/names.c - a directory's names in byte order, in bounded memory.
 *
 * A directory may hold millions of names. We keep the smallest NAMES_BATCH that are greater than
 * the last one given, and read the directory again when those are used up: it costs one more
 * pass for each batch, and memory stays the same. */

#include "names.h"

#include "mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_BATCH ((size_t)32768)

static int name_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b); /* bytes, whatever the locale */
}

static void names_clear(struct names *names)
{
    for (size_t i = 0; i < names->len; i++)
        mem_free(names->at[i]);
    names->len = names->next = 0;
}

/* Sort, and keep no more than a batch. */
static void names_trim(struct names *names)
{
    if (names->len)
        qsort(names->at, names->len, sizeof(*names->at), name_order);
    while (names->len > NAMES_BATCH) {
        mem_free(names->at[--names->len]);
        names->more = true;
    }
}

static void names_add(struct names *names, const char *name)
{
    if (names->len == names->cap) {
        names->cap = names->cap ? 2 * names->cap : 16;
        names->at = mem_resize(names->at, names->cap, sizeof(*names->at));
    }
    names->at[names->len++] = mem_copy(name, strlen(name));
    if (names->len == 2 * NAMES_BATCH)
        names_trim(names);
}

static bool name_wanted(const struct names *names, const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    return !names->last || strcmp(name, names->last) > 0;
}

static int names_read(struct names *names, int fd)
{
    const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    DIR *const dir = copy < 0 ? NULL : fdopendir(copy);
    const struct dirent *entry;
    int error = 0;

    names->more = false;
    if (!dir) {
        error = errno;
        if (copy >= 0)
            close(copy);
        return error;
    }
    rewinddir(dir); /* the copy shares its position with fd */
    while (errno = 0, (entry = readdir(dir)) != NULL) {
        if (name_wanted(names, entry->d_name))
            names_add(names, entry->d_name);
    }
    error = errno;
    closedir(dir);
    names_trim(names);
    return error;
}

const char *names_next(struct names *names, int fd, int *error)
{
    if (names->next == names->len && names->more) {
        int failed;

        names_clear(names);
        failed = names_read(names, fd);
        if (failed)
            *error = failed;
    }
    if (names->next == names->len)
        return NULL;
    mem_free(names->last);
    names->last = mem_copy(names->at[names->next], strlen(names->at[names->next]));
    return names->at[names->next++];
}

void names_free(struct names *names)
{
    names_clear(names);
    mem_free(names->at);
    mem_free(names->last);
    *names = (struct names)NAMES_INIT;
}
