/* dlpscan/name_list.c - the list of --files-from, which another program may still be writing. */

#include "name_list.h"

#include "mem.h"
#include "read.h"

struct name_list {
    struct reading reading;
    void (*waits)(void *user);
    void *user;
};

static ssize_t list_read(void *cookie, char *data, size_t size)
{
    struct name_list *const names = cookie;
    size_t got;

    names->waits(names->user);
    got = reading_some(&names->reading, data, size);
    return got == 0 && names->reading.error ? -1 : (ssize_t)got;
}

static int list_close(void *cookie)
{
    mem_free(cookie);
    return 0;
}

FILE *name_list_open(FILE *list, void (*waits)(void *user), void *user)
{
    struct name_list *const names = mem_array(1, sizeof(*names));
    FILE *stream;

    *names = (struct name_list){ { .fd = fileno(list), .stream = true }, waits, user };
    stream =
        fopencookie(names, "r", (cookie_io_functions_t){ .read = list_read, .close = list_close });
    if (!stream)
        mem_die();
    return stream;
}
