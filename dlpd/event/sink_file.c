/* dlpd/event/sink_file.c - incidents as lines of a file, which is put aside when it is long enough.
 *
 * A line is written at once or not at all: after a write that failed in the middle the file is cut back,
 * so that a full disk leaves no half of a JSON object behind. */

#include "event/sink.h"

#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_open(struct sink *sink, char error[SINK_ERROR])
{
    struct stat info;

    sink->fd = open(sink->spec->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (sink->fd < 0 || fstat(sink->fd, &info) != 0) {
        snprintf(error, SINK_ERROR, "cannot be opened: %s", strerror(errno));
        return false;
    }
    if (!S_ISREG(info.st_mode)) {
        snprintf(error, SINK_ERROR, "is no regular file");
        close(sink->fd);
        return false;
    }
    sink->size = (uint64_t)info.st_size;
    return true;
}

static void file_close(struct sink *sink)
{
    close(sink->fd);
}

static void aged_name(struct buffer *out, const struct sink *sink, uint32_t age)
{
    buffer_text(out, sink->spec->path);
    if (age)
        buffer_format(out, ".%u", age);
}

/* path.2 -> path.3, path.1 -> path.2, path -> path.1; what had the highest number is gone. */
static bool rotate(struct sink *sink, char error[SINK_ERROR])
{
    bool moved = true;

    close(sink->fd);
    for (uint32_t age = sink->spec->keep; age-- > 0;) {
        struct buffer from = BUFFER_INIT, to = BUFFER_INIT;

        aged_name(&from, sink, age);
        aged_name(&to, sink, age + 1);
        moved = rename(buffer_string(&from), buffer_string(&to)) == 0 || (age && errno == ENOENT);
        buffer_free(&from);
        buffer_free(&to);
    }
    if (!moved || !file_open(sink, error)) {
        sink->opened = false;
        if (!moved)
            snprintf(error, SINK_ERROR, "cannot be put aside: %s", strerror(errno));
        return false;
    }
    return true;
}

static bool file_write(struct sink *sink, const struct event *event, char error[SINK_ERROR])
{
    char *line;
    ssize_t wrote;

    if (sink->spec->rotate && sink->size && sink->size + event->len + 1 > sink->spec->rotate
        && !rotate(sink, error))
        return false;
    line = mem_copy(event->line, event->len); /* a NUL behind it, which becomes the line's end */
    line[event->len] = '\n';
    do {
        wrote = write(sink->fd, line, event->len + 1);
    } while (wrote < 0 && errno == EINTR);
    mem_free(line);
    if (wrote == (ssize_t)event->len + 1) {
        sink->size += event->len + 1;
        return true;
    }
    snprintf(error, SINK_ERROR, "cannot be written: %s", wrote < 0 ? strerror(errno) : "no space");
    if (wrote > 0 && ftruncate(sink->fd, (off_t)sink->size) != 0)
        sink->size += (uint64_t)wrote;
    return false;
}

const struct sink_kind sink_file = { .name = "file",
                                     .rotates = true,
                                     .rate = 1000,
                                     .open = file_open,
                                     .write = file_write,
                                     .close = file_close };
