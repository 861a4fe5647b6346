/* dlpscan/item.c - one file on its way: found by the walk, scanned by a thread, printed in turn. */

#include "item.h"

#include "mem.h"
#include "options.h"

#include <sys/stat.h>
#include <unistd.h>

#define KEPT_MAX ((size_t)1 << 10) /* bytes of a buffer that the next file may use */

const char *item_skips(const struct stat *st, const struct settings *settings)
{
    if (settings->max_size && (uint64_t)st->st_size > settings->max_size)
        return SKIP_TOO_LARGE;
    return settings->since && st->st_mtime < settings->since ? SKIP_TOO_OLD : NULL;
}

void item_init(struct item *item, size_t bodies)
{
    *item = (struct item){ .path = BUFFER_INIT, .shown = BUFFER_INIT, .fd = -1 };
    item->body = mem_array(bodies, sizeof(*item->body));
    item->bodies = bodies;
    for (size_t i = 0; i < bodies; i++)
        spill_init(&item->body[i]);
    spill_init(&item->notes);
    spill_init(&item->records);
}

void item_close(struct item *item)
{
    if (item->fd > STDERR_FILENO)
        close(item->fd);
    item->fd = -1;
    folder_drop(item->folder);
    item->folder = NULL;
    if (item->blob)
        blob_drop(item->blob);
}

static void empty(struct buffer *buffer)
{
    buffer_cut(buffer, 0);
    if (buffer->cap > KEPT_MAX)
        buffer_free(buffer);
}

void item_clear(struct item *item)
{
    struct item cleared = { .fd = -1 };

    item_close(item);
    empty(&item->path);
    empty(&item->shown);
    empty(&item->place);
    for (size_t i = 0; i < item->bodies; i++)
        spill_free(&item->body[i]);
    spill_free(&item->notes);
    spill_free(&item->records);
    marks_free(&item->marks);
    blob_free(item->blob);
    cleared.path = item->path;
    cleared.shown = item->shown;
    cleared.place = item->place;
    cleared.body = item->body;
    cleared.bodies = item->bodies;
    cleared.notes = item->notes;
    cleared.records = item->records;
    *item = cleared;
}

void item_free(struct item *item)
{
    item_clear(item);
    buffer_free(&item->path);
    buffer_free(&item->shown);
    buffer_free(&item->place);
    mem_free(item->body);
}

int item_error(const struct item *item)
{
    int error = item->notes.error ? item->notes.error : item->records.error;

    for (size_t i = 0; i < item->bodies && !error; i++)
        error = item->body[i].error;
    return error;
}

const char *item_commit(const struct item *item)
{
    return item->blob ? item->blob->commit : "";
}

const char *item_date(const struct item *item)
{
    return item->blob ? item->blob->date : "";
}
