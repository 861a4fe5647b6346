/* dlpscan/walk.c - the paths of the command line -> items, in order.
 *
 * The walk has one directory open at a time, however deep the tree: going down is openat(2), going up
 * is "..", proved by device and inode, since somebody may move a directory while we are in it. Below
 * a PATH no symbolic link is followed, so there are no loops and no way out of the tree.
 *
 * What a name is, the directory says itself nearly everywhere. Files are opened by the threads that
 * scan them, so that the walk is never what they wait for. */

#include "walk.h"

#include "filter.h"
#include "mem.h"
#include "name_list.h"
#include "names.h"
#include "reasons.h"
#include "signals.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_DIR (O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)

/* A directory that we are in. */
struct level {
    struct names names;
    size_t path_len; /* of walk->path: this directory's path */
    dev_t dev;
    ino_t ino;
    bool filtered; /* the filter knows it */
};

struct walk {
    struct scan *scan;
    struct buffer path;   /* of what is looked at */
    struct buffer before; /* the path pushed last */
    struct level *level;
    size_t depth, cap;
    struct filter filter;
    struct folder *folder; /* the deepest level's directory, or NULL */
};

static bool is_stopped(const struct walk *walk)
{
    return signals_stopped() || atomic_load_explicit(&walk->scan->walk_ends, memory_order_relaxed);
}

/* A new item of the current path. */
static struct item *item_here(struct walk *walk)
{
    struct item *const item = ring_slot(&walk->scan->ring);
    const char *const path = buffer_string(&walk->path);
    const char *const before = buffer_string(&walk->before);
    size_t same = 0;

    while (same < walk->path.len && same < walk->before.len && path[same] == before[same])
        same++;
    buffer_cut(&walk->before, same);
    buffer_add(&walk->before, path + same, walk->path.len - same);
    buffer_add(&item->path, path, walk->path.len);
    item->fresh = same;
    return item;
}

/* Hand the current path on with the reason why it is not read. */
static void push_reason(struct walk *walk, const char *reason, int error)
{
    struct item *const item = item_here(walk);

    item->reason = reason;
    item->error = error;
    ring_push(&walk->scan->ring);
}

static void push_errno(struct walk *walk, int error)
{
    push_reason(walk, reason_of_errno(error), error);
}

/* Hand the current path on as one that is skipped. Nothing in its name is reported for it, so that what
 * it shares with the next path is. */
static void push_skipped(struct walk *walk, const char *why)
{
    struct item *const item = ring_slot(&walk->scan->ring);

    buffer_add(&item->path, buffer_string(&walk->path), walk->path.len);
    item->fresh = item->path.len;
    item->skipped = why;
    ring_push(&walk->scan->ring);
}

/* Hand a regular file on, as far as we know: who opens it looks again, it may have been exchanged. */
static void push_file(struct walk *walk, struct folder *folder, size_t name)
{
    struct item *const item = item_here(walk);

    item->folder = folder ? folder_keep(folder) : NULL;
    item->name = name;
    ring_push(&walk->scan->ring);
}

/* Make fd the deepest level. Owns fd. */
static void level_enter(struct walk *walk, int fd)
{
    struct level *level;
    struct stat st;

    if (fstat(fd, &st) != 0) {
        push_errno(walk, errno);
        close(fd);
        return;
    }
    if (walk->depth > 0 && walk->scan->settings->one_file_system
        && st.st_dev != walk->level[0].dev) {
        push_skipped(walk, SKIP_OTHER_FILE_SYSTEM);
        close(fd);
        return;
    }
    folder_drop(walk->folder);
    walk->folder = folder_new(fd);
    if (walk->depth == walk->cap) {
        walk->cap = walk->cap ? 2 * walk->cap : 16;
        walk->level = mem_resize(walk->level, walk->cap, sizeof(*walk->level));
    }
    level = &walk->level[walk->depth++];
    *level = (struct level){ NAMES_INIT, walk->path.len, st.st_dev, st.st_ino, false };
}

static bool level_is(const struct level *level, int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && st.st_dev == level->dev && st.st_ino == level->ino;
}

/* Open the deepest level by its names from the top, each step proved. -1 when it is not there. */
static int level_reopen(const struct walk *walk)
{
    const char *const path = buffer_string(&walk->path);
    int fd = -1;

    for (size_t i = 0; i < walk->depth; i++) {
        const size_t from = i ? walk->level[i - 1].path_len : 0;
        char *const name = mem_copy(path + from, walk->level[i].path_len - from);
        const char *const step = i && name[0] == '/' ? name + 1 : name;
        const int next = openat(i ? fd : AT_FDCWD, step, OPEN_DIR | (i ? O_NOFOLLOW : 0));

        mem_free(name);
        if (fd >= 0)
            close(fd);
        fd = next;
        if (fd < 0 || !level_is(&walk->level[i], fd))
            break;
        if (i + 1 == walk->depth)
            return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

static void level_drop(struct walk *walk)
{
    struct level *const level = &walk->level[--walk->depth];

    names_free(&level->names);
    if (level->filtered)
        filter_leave(&walk->filter);
}

/* Leave the deepest level, and those above it that are no longer where they were. */
static void level_leave(struct walk *walk)
{
    int fd = -1;

    level_drop(walk);
    if (walk->depth > 0) {
        fd = openat(walk->folder->fd, "..", OPEN_DIR | O_NOFOLLOW);
        if (fd >= 0 && !level_is(&walk->level[walk->depth - 1], fd)) {
            close(fd);
            fd = -1;
        }
    }
    folder_drop(walk->folder);
    walk->folder = NULL;
    while (walk->depth > 0) {
        if (fd < 0)
            fd = level_reopen(walk);
        if (fd >= 0)
            break;
        buffer_cut(&walk->path, walk->level[walk->depth - 1].path_len);
        push_reason(walk, REASON_VANISHED, 0);
        level_drop(walk);
    }
    if (fd >= 0)
        walk->folder = folder_new(fd);
}

/* What it is, where the directory alone does not say enough; DT_UNKNOWN when that was reported. */
static unsigned char look_at(struct walk *walk, const struct name *name)
{
    struct stat st;

    ring_publish(&walk->scan->ring); /* this may wait for a disk */
    if (fstatat(walk->folder->fd, name->text, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        push_errno(walk, errno);
        return DT_UNKNOWN;
    }
    if (S_ISREG(st.st_mode) && own_is(&walk->scan->own, &st)) {
        push_skipped(walk, SKIP_OWN_OUTPUT);
        return DT_UNKNOWN;
    }
    return (unsigned char)IFTODT(st.st_mode);
}

static void enter(struct walk *walk, const char *name)
{
    int fd;

    ring_publish(&walk->scan->ring);
    fd = openat(walk->folder->fd, name, OPEN_DIR | O_NOFOLLOW);
    if (fd < 0)
        push_errno(walk, errno);
    else
        level_enter(walk, fd);
}

static void take_entry(struct walk *walk, const struct name *name)
{
    unsigned char type = name->type;
    const char *why;

    if (type == DT_UNKNOWN || (type == DT_REG && own_may_be(&walk->scan->own, name->inode))) {
        type = look_at(walk, name);
        if (type == DT_UNKNOWN)
            return;
    }
    why = filter_says(&walk->filter, walk->path.data, type == DT_DIR);
    if (why)
        push_skipped(walk, why);
    else if (type == DT_REG)
        push_file(walk, walk->folder, walk->path.len - strlen(name->text));
    else if (type == DT_DIR)
        enter(walk, name->text);
    else if (type == DT_LNK)
        push_skipped(walk, SKIP_SYMLINK);
    else
        push_reason(walk, REASON_SPECIAL_FILE, 0);
}

/* From the level that was just entered, until it is left. */
static void walk_tree(struct walk *walk)
{
    while (walk->depth > 0) {
        struct level *const level = &walk->level[walk->depth - 1];
        const struct name *name;
        int error = 0;

        buffer_cut(&walk->path, level->path_len);
        if (is_stopped(walk)) {
            push_reason(walk, REASON_INTERRUPTED, 0);
            while (walk->depth > 0)
                level_drop(walk);
            break;
        }
        if (names_used_up(&level->names))
            ring_publish(&walk->scan->ring);
        name = names_next(&level->names, walk->folder->fd, &error);
        if (!level->filtered) {
            filter_enter(&walk->filter, walk->folder->fd, &level->names, level->path_len);
            level->filtered = true;
        }
        if (error)
            push_errno(walk, error);
        if (!name) {
            level_leave(walk);
            continue;
        }
        if (walk->path.len && walk->path.data[walk->path.len - 1] != '/')
            buffer_char(&walk->path, '/');
        buffer_text(&walk->path, name->text);
        take_entry(walk, name);
    }
    folder_drop(walk->folder);
    walk->folder = NULL;
}

static void walk_stdin(struct walk *walk)
{
    struct item *const item = ring_slot(&walk->scan->ring);

    buffer_char(&item->path, '-');
    item->fd = STDIN_FILENO;
    item->stream = true;
    buffer_cut(&walk->before, 0);
    ring_push(&walk->scan->ring);
}

/* A PATH of the command line is the user's word: a link there is followed. */
static void walk_path(struct walk *walk, const char *path)
{
    struct stat st;

    buffer_cut(&walk->path, 0);
    buffer_text(&walk->path, path);
    ring_publish(&walk->scan->ring);
    if (is_stopped(walk)) {
        push_reason(walk, REASON_INTERRUPTED, 0);
    } else if (stat(path, &st) != 0) {
        const int error = errno;

        if (error == EACCES || error == EPERM || error == EIO || error == ENOMEM) {
            push_reason(walk, REASON_UNREADABLE, error);
        } else {
            tally_missing(&walk->scan->tally);
            push_reason(walk, REASON_MISSING, error);
        }
    } else if (S_ISREG(st.st_mode)) {
        if (own_is(&walk->scan->own, &st))
            push_skipped(walk, SKIP_OWN_OUTPUT);
        else
            push_file(walk, NULL, 0);
    } else if (S_ISDIR(st.st_mode)) {
        const int fd = open(path, OPEN_DIR);

        if (fd < 0)
            push_errno(walk, errno);
        else
            level_enter(walk, fd);
        filter_begin(&walk->filter, path);
        walk_tree(walk);
        filter_end(&walk->filter);
    } else {
        push_reason(walk, REASON_SPECIAL_FILE, 0);
    }
}

static void list_waits(void *ring)
{
    ring_publish(ring);
}

/* The paths that a file names. Such a list is often made by another program, so what it names is
 * filtered by the options as files of a folder are. */
static void walk_list(struct walk *walk)
{
    FILE *const list = name_list_open(walk->scan->list, list_waits, &walk->scan->ring);
    const int end = walk->scan->settings->null_ends ? '\0' : '\n';
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;

    while (!signals_stopped() && (len = getdelim(&line, &cap, end, list)) >= 0) {
        const char *why;

        if (len > 0 && line[len - 1] == end)
            line[--len] = '\0';
        if (len == 0)
            continue;
        why = filter_listed(&walk->filter, line);
        buffer_cut(&walk->path, 0);
        buffer_text(&walk->path, line);
        if (why)
            push_skipped(walk, why);
        else
            walk_path(walk, line);
    }
    if (signals_stopped() || ferror(list)) {
        buffer_cut(&walk->path, 0);
        buffer_text(&walk->path, walk->scan->settings->files_from);
        push_reason(walk, signals_stopped() ? REASON_INTERRUPTED : REASON_READ_ERROR, 0);
    }
    mem_free(line);
    fclose(list);
}

void walk_all(struct scan *scan)
{
    struct walk walk = { .scan = scan, .path = BUFFER_INIT, .before = BUFFER_INIT };

    filter_init(&walk.filter, scan->settings);
    for (int i = 0; i < scan->paths_len; i++) {
        if (strcmp(scan->paths[i], "-") == 0)
            walk_stdin(&walk);
        else
            walk_path(&walk, scan->paths[i]);
    }
    if (scan->list)
        walk_list(&walk);
    filter_free(&walk.filter);
    mem_free(walk.level);
    buffer_free(&walk.path);
    buffer_free(&walk.before);
    ring_close(&scan->ring);
}
