/* dlpscan/names.c - a directory's names in byte order, in bounded memory.
 *
 * A directory may hold millions of names. We keep the smallest NAMES_BATCH that are greater than
 * the last one given, and read the directory again when those are used up: it costs one more
 * pass for each batch, and memory stays the same. */

#include "names.h"

#include "mem.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_BATCH ((size_t)32768)
#define READ_BYTES ((size_t)32 << 10)

static int name_order(const void *a, const void *b)
{
    const struct name *const *const left = a, *const *const right = b;

    return strcmp((*left)->text, (*right)->text); /* bytes, whatever the locale */
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

static void names_add(struct names *names, const struct dirent64 *entry)
{
    const size_t len = strlen(entry->d_name) + 1;
    struct name *const name = mem_alloc(sizeof(*name) + len);

    name->inode = entry->d_ino;
    name->type = entry->d_type;
    memcpy(name->text, entry->d_name, len);
    if (names->len == names->cap) {
        names->cap = names->cap ? 2 * names->cap : 16;
        names->at = mem_resize(names->at, names->cap, sizeof(*names->at));
    }
    names->at[names->len++] = name;
    if (names->len == 2 * NAMES_BATCH)
        names_trim(names);
}

static bool name_wanted(const struct names *names, const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    return !names->last || strcmp(name, names->last->text) > 0;
}

/* Not readdir(3), which needs a descriptor of its own: four more system calls a directory. */
static int names_read(struct names *names, int fd)
{
    char *const entries = mem_alloc(READ_BYTES);
    ssize_t len = 0;
    int error = 0;

    names->more = false;
    if (lseek(fd, 0, SEEK_SET) == 0) {
        while ((len = getdents64(fd, entries, READ_BYTES)) > 0) {
            for (ssize_t at = 0; at < len;) {
                const struct dirent64 *const entry = (const void *)(entries + at);

                if (name_wanted(names, entry->d_name))
                    names_add(names, entry);
                at += entry->d_reclen;
            }
        }
    } else {
        len = -1;
    }
    if (len < 0)
        error = errno;
    mem_free(entries);
    names_trim(names);
    return error;
}

bool names_used_up(const struct names *names)
{
    return names->next == names->len && names->more;
}

const struct name *names_next(struct names *names, int fd, int *error)
{
    if (names_used_up(names)) {
        int failed;

        if (names->len > 0) {
            mem_free(names->last);
            names->last = names->at[--names->len];
        }
        names_clear(names);
        failed = names_read(names, fd);
        if (failed)
            *error = failed;
    }
    return names->next < names->len ? names->at[names->next++] : NULL;
}

bool names_may_hold(const struct names *names, const char *name)
{
    size_t from = 0, to = names->len;

    if (names->more || names->last)
        return true;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = strcmp(names->at[middle]->text, name);

        if (order == 0)
            return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

void names_free(struct names *names)
{
    names_clear(names);
    mem_free(names->at);
    mem_free(names->last);
    *names = (struct names)NAMES_INIT;
}
