/* worker/strings.c - many strings, by number: those that the cells of a workbook share. */

#include "worker/strings.h"

#include "base/alloc.h"
#include "worker/worker.h"

#include <string.h>
#include <unistd.h>

static void *grown(void *old, size_t *cap, size_t size)
{
    void *more;

    *cap = *cap ? 2 * *cap : 1024;
    more = dlp_realloc(old, *cap, size);
    if (!more)
        _exit(WORKER_NO_MEMORY);
    return more;
}

void strings_begin(struct strings *strings)
{
    if (strings->count + 2 > strings->start_cap)
        strings->start = grown(strings->start, &strings->start_cap, sizeof(*strings->start));
    strings->start[strings->count] = strings->len;
}

void strings_add(struct strings *strings, const char *text, size_t len)
{
    while (len > strings->cap - strings->len)
        strings->text = grown(strings->text, &strings->cap, 1);
    memcpy(strings->text + strings->len, text, len);
    strings->len += len;
}

void strings_end(struct strings *strings)
{
    strings->start[++strings->count] = strings->len;
}

const char *strings_at(const struct strings *strings, size_t number, size_t *len)
{
    *len = 0;
    if (number >= strings->count || !strings->text)
        return "";
    *len = strings->start[number + 1] - strings->start[number];
    return strings->text + strings->start[number];
}

void strings_free(struct strings *strings)
{
    dlp_free(strings->text);
    dlp_free(strings->start);
    *strings = (struct strings){ 0 };
}
