/* dlpd/folder/drop_folder.c - a folder into which other programs put files.
 *
 * A file is complete when it is closed, or renamed to where it stays; what is written beside it comes a moment
 * later, so each waits for it. Suricata closes a file, and then renames it: the same file is taken once, and
 * one that is gone was renamed. */

#include "folder/drop_folder.h"

#include "mem.h"
#include "message.h"
#include "program.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WAIT_MS 500        /* for what is written beside a file */
#define SIDECAR_MOST 65536 /* bytes of that */
#define RECENT 4096        /* files that are remembered, so that none is taken twice */
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_EXCL_UNLINK)

struct waiting {
    struct waiting *next;
    char *path, *sidecar; /* or NULL */
    uint64_t due_ms;
};

struct watched {
    int id;
    char *path;
};

struct folder {
    int fd;
    struct watched *watched;
    size_t len;
    bool full; /* that was said */
    struct waiting *first, *last;
    char *path; /* of the file that was given out last */
    uint64_t lost;
    struct timespec start;
    struct stat recent[RECENT];
    size_t recent_at;
};

static char *path_join(const char *folder, const char *name)
{
    const size_t len = strlen(folder), more = strlen(name);
    char *const path = mem_alloc(len + more + 2);

    snprintf(path, len + more + 2, "%s/%s", folder, name);
    return path;
}

static bool ends_with(const char *text, const char *end)
{
    const size_t len = strlen(text), end_len = strlen(end);

    return len > end_len && strcmp(text + len - end_len, end) == 0;
}

/* Which waiting file is it about? */
static struct waiting *beside(const struct folder *folder, const char *path)
{
    for (struct waiting *at = folder->first; at; at = at->next) {
        const size_t len = strlen(at->path);

        if (strncmp(at->path, path, len) == 0 && path[len] == '.')
            return at;
    }
    return NULL;
}

static void complete(struct folder *folder, char *path, uint64_t now_ms)
{
    struct waiting *at = ends_with(path, ".json") ? beside(folder, path) : NULL;

    if (at) {
        mem_free(at->sidecar);
        at->sidecar = path;
        return;
    }
    for (at = folder->first; at; at = at->next) {
        if (strcmp(at->path, path) == 0) {
            mem_free(path);
            return;
        }
    }
    at = mem_array(1, sizeof(*at));
    *at = (struct waiting){ .path = path, .due_ms = now_ms + WAIT_MS };
    *(folder->last ? &folder->last->next : &folder->first) = at;
    folder->last = at;
}

static void watch(struct folder *folder, char *path, bool take, uint64_t now_ms);

/* Folders in it; and files, when they came while nobody watched. */
static void look_through(struct folder *folder, const char *path, bool take, uint64_t now_ms)
{
    DIR *const dir = opendir(path);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir)) != NULL) {
        char *const inner = path_join(path, entry->d_name);
        struct stat st;

        if (entry->d_name[0] != '.' && lstat(inner, &st) == 0 && S_ISDIR(st.st_mode)) {
            watch(folder, inner, take, now_ms);
        } else if (take && entry->d_name[0] != '.' && lstat(inner, &st) == 0 && S_ISREG(st.st_mode)
                   && st.st_mtim.tv_sec >= folder->start.tv_sec) {
            complete(folder, inner, now_ms);
        } else {
            mem_free(inner);
        }
    }
    if (dir)
        closedir(dir);
}

/* The path becomes the folder's. One that is watched already keeps its number. */
static void watch(struct folder *folder, char *path, bool take, uint64_t now_ms)
{
    const int id = folder->len < FOLDERS_MOST ? inotify_add_watch(folder->fd, path, EVENTS) : -1;

    for (size_t i = 0; i < folder->len && id >= 0; i++) {
        if (folder->watched[i].id == id) {
            mem_free(folder->watched[i].path);
            folder->watched[i].path = path;
            look_through(folder, path, take, now_ms);
            return;
        }
    }
    if (id < 0) {
        if (!folder->full)
            message("%s: cannot be watched, as others perhaps: %s", path,
                    folder->len < FOLDERS_MOST ? strerror(errno) : "too many folders");
        folder->full = true;
        mem_free(path);
        return;
    }
    folder->watched = mem_resize(folder->watched, folder->len + 1, sizeof(*folder->watched));
    folder->watched[folder->len++] = (struct watched){ id, path };
    look_through(folder, path, take, now_ms);
}

struct folder *folder_open(const char *path, int *status)
{
    struct folder *const folder = mem_array(1, sizeof(*folder));
    struct stat st;

    *status = STATUS_USER;
    clock_gettime(CLOCK_REALTIME, &folder->start);
    folder->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (stat(path, &st) != 0 || folder->fd < 0)
        message("%s: %s", path, strerror(errno));
    else if (!S_ISDIR(st.st_mode))
        message("%s: Not a directory", path);
    else
        watch(folder, mem_copy(path, strlen(path)), false, 0);
    if (folder->len > 0)
        return folder;
    folder_close(folder);
    return NULL;
}

int folder_fd(const struct folder *folder)
{
    return folder->fd;
}

uint64_t folder_lost(const struct folder *folder)
{
    return folder->lost;
}

static void happened(struct folder *folder, const struct inotify_event *event, uint64_t now_ms)
{
    size_t i = 0;

    if (event->mask & IN_Q_OVERFLOW) {
        folder->lost++;
        look_through(folder, folder->watched[0].path, true, now_ms);
        return;
    }
    while (i < folder->len && folder->watched[i].id != event->wd)
        i++;
    if (i == folder->len)
        return;
    if (event->mask & IN_IGNORED) { /* it is gone */
        mem_free(folder->watched[i].path);
        folder->watched[i] = folder->watched[--folder->len];
    } else if (event->len > 0 && event->name[0] != '.') {
        char *const path = path_join(folder->watched[i].path, event->name);

        if (event->mask & IN_ISDIR)
            watch(folder, path, true, now_ms);
        else if (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO))
            complete(folder, path, now_ms);
        else
            mem_free(path);
    }
}

void folder_read(struct folder *folder, uint64_t now_ms)
{
    union {
        struct inotify_event event;
        char bytes[16384];
    } read_in;
    ssize_t n;

    while ((n = read(folder->fd, read_in.bytes, sizeof(read_in.bytes))) > 0) {
        for (ssize_t at = 0; at < n && folder->len > 0;) {
            const struct inotify_event *const event =
                (const struct inotify_event *)(const void *)(read_in.bytes + at);

            happened(folder, event, now_ms);
            at += (ssize_t)(sizeof(*event) + event->len);
        }
    }
}

/* The same file, unchanged, under whatever name. */
static bool was_taken(struct folder *folder, const struct stat *st)
{
    for (size_t i = 0; i < RECENT; i++) {
        const struct stat *const old = &folder->recent[i];

        if (old->st_ino == st->st_ino && old->st_dev == st->st_dev && old->st_size == st->st_size
            && old->st_mtim.tv_sec == st->st_mtim.tv_sec
            && old->st_mtim.tv_nsec == st->st_mtim.tv_nsec && old->st_nlink > 0)
            return true;
    }
    folder->recent[folder->recent_at++ % RECENT] = *st;
    return false;
}

static void read_sidecar(const char *path, struct file_facts *facts)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    char *const text = mem_alloc(SIDECAR_MOST);
    const ssize_t len = fd >= 0 ? read(fd, text, SIDECAR_MOST) : -1;

    if (len > 0)
        file_facts_of_sidecar(facts, text, (size_t)len);
    mem_free(text);
    if (fd >= 0)
        close(fd);
}

static void waiting_free(struct waiting *waiting)
{
    mem_free(waiting->path);
    mem_free(waiting->sidecar);
    mem_free(waiting);
}

/* A link leads who knows where, and a pipe never ends. */
static int open_file(struct folder *folder, const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat st;

    if (fd < 0 && errno != ENOENT)
        message("%s: %s", path, strerror(errno));
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && !was_taken(folder, &st))
        return fd;
    close(fd);
    return -1;
}

int folder_next(struct folder *folder, uint64_t now_ms, const char **path, struct file_facts *facts)
{
    struct waiting *at;

    while ((at = folder->first) != NULL && at->due_ms <= now_ms) {
        const char *const slash = strrchr(at->path, '/');
        const int fd = open_file(folder, at->path);

        folder->first = at->next;
        if (!folder->first)
            folder->last = NULL;
        *facts = (struct file_facts){ 0 };
        file_facts_of_name(facts, slash ? slash + 1 : at->path);
        if (fd >= 0 && at->sidecar)
            read_sidecar(at->sidecar, facts);
        mem_free(folder->path);
        folder->path = at->path;
        at->path = NULL;
        waiting_free(at);
        *path = folder->path;
        if (fd >= 0)
            return fd;
    }
    return -1;
}

int folder_wait_ms(const struct folder *folder, uint64_t now_ms, int most)
{
    if (!folder->first)
        return most;
    if (folder->first->due_ms <= now_ms)
        return 0;
    return folder->first->due_ms - now_ms < (uint64_t)most ? (int)(folder->first->due_ms - now_ms)
                                                           : most;
}

void folder_close(struct folder *folder)
{
    if (!folder)
        return;
    while (folder->first) {
        struct waiting *const at = folder->first;

        folder->first = at->next;
        waiting_free(at);
    }
    for (size_t i = 0; i < folder->len; i++)
        mem_free(folder->watched[i].path);
    mem_free(folder->watched);
    mem_free(folder->path);
    if (folder->fd >= 0)
        close(folder->fd);
    mem_free(folder);
}
