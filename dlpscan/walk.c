/* dlpscan/walk.c - the paths of the command line -> items, in order.
 *
 * One directory is open at a time, however deep the tree: going down is openat(2), going up is
 * "..", proved by device and inode, since somebody may move a directory while we are in it. Below
 * a PATH no symbolic link is followed, so there are no loops and no way out of the tree. */

#include "walk.h"

#include "mem.h"
#include "names.h"
#include "reasons.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FILE (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
#define OPEN_DIR (O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)

/* A directory that we are in. */
struct level {
    struct names names;
    size_t path_len; /* of walk->path: this directory's path */
    dev_t dev;
    ino_t ino;
};

struct walk {
    struct scan *scan;
    struct buffer path;   /* of what is looked at */
    struct buffer before; /* the path pushed last */
    struct level *level;
    size_t depth, cap;
    int fd;               /* the deepest level's directory, or -1 */
    struct stat out, err; /* standard output and error, when they are files */
};

/* Hand the current path on: to be read from fd, or with the reason why not. */
static void push(struct walk *walk, int fd, uint64_t size, const char *reason, int error)
{
    struct item *const item = item_new(buffer_string(&walk->path), walk->path.len);
    const char *const before = buffer_string(&walk->before);
    size_t same = 0;

    while (same < item->path_len && same < walk->before.len && item->path[same] == before[same])
        same++;
    item->fresh = same;
    item->fd = fd;
    item->size = size;
    item->reason = reason;
    item->error = error;
    buffer_cut(&walk->before, same);
    buffer_add(&walk->before, item->path + same, item->path_len - same);
    ring_push(&walk->scan->ring, item);
}

static void push_reason(struct walk *walk, const char *reason, int error)
{
    push(walk, -1, 0, reason, error);
}

static void push_errno(struct walk *walk, int error)
{
    const bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP;

    push_reason(walk, gone ? REASON_VANISHED : REASON_UNREADABLE, error);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* `dlpscan scan . >report` must not scan its own report, which would never end. */
static bool is_own_output(const struct walk *walk, const struct stat *st)
{
    return (S_ISREG(walk->out.st_mode) && same_file(&walk->out, st))
        || (S_ISREG(walk->err.st_mode) && same_file(&walk->err, st));
}

/* A regular file, as far as we know: open it and look again, it may have been exchanged. */
static void take_file(struct walk *walk, int dir, const char *name, int flags)
{
    const int fd = openat(dir, name, OPEN_FILE | flags);
    struct stat st;

    if (fd < 0) {
        push_errno(walk, errno);
        return;
    }
    if (fstat(fd, &st) != 0) {
        push_errno(walk, errno);
        close(fd);
    } else if (!S_ISREG(st.st_mode)) {
        push_reason(walk, REASON_SPECIAL_FILE, 0);
        close(fd);
    } else if (is_own_output(walk, &st)) {
        tally_skipped(&walk->scan->tally, "own_output");
        close(fd);
    } else {
        push(walk, fd, (uint64_t)st.st_size, NULL, 0);
    }
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
    if (walk->fd >= 0)
        close(walk->fd);
    walk->fd = fd;
    if (walk->depth == walk->cap) {
        walk->cap = walk->cap ? 2 * walk->cap : 16;
        walk->level = mem_resize(walk->level, walk->cap, sizeof(*walk->level));
    }
    level = &walk->level[walk->depth++];
    *level = (struct level){ NAMES_INIT, walk->path.len, st.st_dev, st.st_ino };
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

/* Leave the deepest level, and those above it that are no longer where they were. */
static void level_leave(struct walk *walk)
{
    int fd = -1;

    names_free(&walk->level[--walk->depth].names);
    if (walk->depth > 0) {
        fd = openat(walk->fd, "..", OPEN_DIR | O_NOFOLLOW);
        if (fd >= 0 && !level_is(&walk->level[walk->depth - 1], fd)) {
            close(fd);
            fd = -1;
        }
    }
    close(walk->fd);
    walk->fd = -1;
    while (walk->depth > 0) {
        if (fd < 0)
            fd = level_reopen(walk);
        if (fd >= 0)
            break;
        buffer_cut(&walk->path, walk->level[walk->depth - 1].path_len);
        push_reason(walk, REASON_VANISHED, 0);
        names_free(&walk->level[--walk->depth].names);
    }
    walk->fd = fd;
}

static void take_entry(struct walk *walk, const char *name)
{
    struct stat st;

    if (fstatat(walk->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        push_errno(walk, errno);
    } else if (S_ISREG(st.st_mode)) {
        take_file(walk, walk->fd, name, O_NOFOLLOW);
    } else if (S_ISDIR(st.st_mode)) {
        const int fd = openat(walk->fd, name, OPEN_DIR | O_NOFOLLOW);

        if (fd < 0)
            push_errno(walk, errno);
        else
            level_enter(walk, fd);
    } else if (S_ISLNK(st.st_mode)) {
        tally_skipped(&walk->scan->tally, "symlink");
    } else {
        push_reason(walk, REASON_SPECIAL_FILE, 0);
    }
}

/* From the level that was just entered, until it is left. */
static void walk_tree(struct walk *walk)
{
    while (walk->depth > 0) {
        struct level *const level = &walk->level[walk->depth - 1];
        const char *name;
        int error = 0;

        buffer_cut(&walk->path, level->path_len);
        if (signals_stopped()) {
            push_reason(walk, REASON_INTERRUPTED, 0);
            while (walk->depth > 0)
                names_free(&walk->level[--walk->depth].names);
            break;
        }
        name = names_next(&level->names, walk->fd, &error);
        if (error)
            push_errno(walk, error);
        if (!name) {
            level_leave(walk);
            continue;
        }
        if (walk->path.len && walk->path.data[walk->path.len - 1] != '/')
            buffer_char(&walk->path, '/');
        buffer_text(&walk->path, name);
        take_entry(walk, name);
    }
    if (walk->fd >= 0)
        close(walk->fd);
    walk->fd = -1;
}

static void walk_stdin(struct walk *walk)
{
    struct item *const item = item_new("-", 1);

    item->fd = STDIN_FILENO;
    item->stream = true;
    buffer_cut(&walk->before, 0);
    ring_push(&walk->scan->ring, item);
}

/* A PATH of the command line is the user's word: a link there is followed. */
static void walk_path(struct walk *walk, const char *path)
{
    struct stat st;

    buffer_cut(&walk->path, 0);
    buffer_text(&walk->path, path);
    if (signals_stopped()) {
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
        take_file(walk, AT_FDCWD, path, 0);
    } else if (S_ISDIR(st.st_mode)) {
        const int fd = open(path, OPEN_DIR);

        if (fd < 0)
            push_errno(walk, errno);
        else
            level_enter(walk, fd);
        walk_tree(walk);
    } else {
        push_reason(walk, REASON_SPECIAL_FILE, 0);
    }
}

void walk_all(struct scan *scan)
{
    struct walk walk = { .scan = scan, .path = BUFFER_INIT, .before = BUFFER_INIT, .fd = -1 };

    if (fstat(STDOUT_FILENO, &walk.out) != 0)
        walk.out.st_mode = 0;
    if (fstat(STDERR_FILENO, &walk.err) != 0)
        walk.err.st_mode = 0;
    for (int i = 0; i < scan->paths_len; i++) {
        if (strcmp(scan->paths[i], "-") == 0)
            walk_stdin(&walk);
        else
            walk_path(&walk, scan->paths[i]);
    }
    mem_free(walk.level);
    buffer_free(&walk.path);
    buffer_free(&walk.before);
    ring_close(&scan->ring);
}
