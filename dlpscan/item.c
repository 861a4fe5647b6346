/* dlpscan/item.c - one file on its way: found by the walk, scanned by a thread, printed in turn. */

#include "item.h"

#include "mem.h"

#include <unistd.h>

struct item *item_new(const char *path, size_t len)
{
    struct item *const item = mem_array(1, sizeof(*item));

    item->path = mem_copy(path, len);
    item->path_len = len;
    item->fd = -1;
    spill_init(&item->body);
    spill_init(&item->notes);
    return item;
}

void item_free(struct item *item)
{
    if (!item)
        return;
    if (item->fd > STDERR_FILENO)
        close(item->fd);
    spill_free(&item->body);
    spill_free(&item->notes);
    mem_free(item->shown);
    mem_free(item->path);
    mem_free(item);
}
