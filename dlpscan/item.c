/* dlpscan/item.c - one file on its way: found by the walk, scanned by a thread, printed in turn. */

#include "item.h"

#include <unistd.h>

#define KEPT_MAX ((size_t)1 << 10) /* bytes of a buffer that the next file may use */

void item_init(struct item *item)
{
    *item = (struct item){ .path = BUFFER_INIT, .shown = BUFFER_INIT, .fd = -1 };
    spill_init(&item->body);
    spill_init(&item->notes);
}

void item_close(struct item *item)
{
    if (item->fd > STDERR_FILENO)
        close(item->fd);
    item->fd = -1;
    folder_drop(item->folder);
    item->folder = NULL;
}

static void empty(struct buffer *buffer)
{
    buffer_cut(buffer, 0);
    if (buffer->cap > KEPT_MAX)
        buffer_free(buffer);
}

void item_clear(struct item *item)
{
    struct buffer path, shown;

    item_close(item);
    empty(&item->path);
    empty(&item->shown);
    spill_free(&item->body);
    spill_free(&item->notes);
    path = item->path;
    shown = item->shown;
    item_init(item);
    item->path = path;
    item->shown = shown;
}

void item_free(struct item *item)
{
    item_clear(item);
    buffer_free(&item->path);
    buffer_free(&item->shown);
}
