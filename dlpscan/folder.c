/* dlpscan/folder.c - an open directory that lasts as long as there are files of it to open.
 *
 * The walk lists, the threads open: relative to the directory that was listed, whatever happened to
 * the names above it meanwhile. */

#include "folder.h"

#include "mem.h"

#include <unistd.h>

struct folder *folder_new(int fd)
{
    struct folder *const folder = mem_array(1, sizeof(*folder));

    folder->fd = fd;
    atomic_init(&folder->users, 1);
    return folder;
}

struct folder *folder_keep(struct folder *folder)
{
    atomic_fetch_add_explicit(&folder->users, 1, memory_order_relaxed);
    return folder;
}

void folder_drop(struct folder *folder)
{
    if (!folder || atomic_fetch_sub_explicit(&folder->users, 1, memory_order_acq_rel) > 1)
        return;
    close(folder->fd);
    mem_free(folder);
}
