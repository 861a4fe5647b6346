/* dlpscan/filter.c - what of a tree the user does not want to be read.
 *
 * .dlpignore and .ignore work wherever they lie, .gitignore inside of a repository only, and not
 * across the top of one that lies in another. A .dlpignore anywhere above comes before any .ignore,
 * and that before any .gitignore; of one kind the deepest comes first. What cannot be read ignores
 * nothing. */

#include "filter.h"

#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IGNORE_BYTES ((size_t)1 << 20) /* of an ignore file: more of it is not read */

enum { GIT_KIND = FILTER_KINDS - 1 };

static const char *const kinds[FILTER_KINDS] = { ".dlpignore", ".ignore", ".gitignore" };

static void add_globs(struct ignore *ignore, const char *const *globs, size_t len)
{
    for (size_t i = 0; i < len; i++)
        ignore_add(ignore, globs[i], strlen(globs[i]));
}

void filter_init(struct filter *filter, const struct settings *settings)
{
    *filter = (struct filter){ .settings = settings };
    add_globs(&filter->include, settings->includes.glob, settings->includes.len);
    add_globs(&filter->exclude, settings->excludes.glob, settings->excludes.len);
}

void filter_free(struct filter *filter)
{
    filter_end(filter);
    ignore_free(&filter->include);
    ignore_free(&filter->exclude);
    mem_free(filter->level);
    buffer_free(&filter->prefix);
    buffer_free(&filter->path);
}

static void read_ignore(struct ignore *ignore, int dir, const char *name)
{
    const int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
    char *text;
    size_t len = 0;
    ssize_t got;

    if (fd < 0)
        return;
    text = mem_alloc(IGNORE_BYTES + 1);
    while (len < IGNORE_BYTES
           && ((got = read(fd, text + len, IGNORE_BYTES - len)) > 0 || (got < 0 && errno == EINTR)))
        len += got > 0 ? (size_t)got : 0;
    text[len] = '\0';
    ignore_add(ignore, text, len);
    mem_free(text);
    close(fd);
}

/* A new deepest level. names: of the folder; NULL when they are not known. */
static struct filter_level *push_level(struct filter *filter, int fd, const struct names *names,
                                       size_t base)
{
    struct filter_level *level;

    if (filter->depth == filter->cap) {
        filter->cap = filter->cap ? 2 * filter->cap : 16;
        filter->level = mem_resize(filter->level, filter->cap, sizeof(*filter->level));
    }
    level = &filter->level[filter->depth++];
    memset(level, 0, sizeof(*level));
    level->base = base;
    if (filter->settings->no_ignore)
        return level;
    for (size_t i = 0; i < FILTER_KINDS; i++) {
        if (!names || names_may_hold(names, kinds[i]))
            read_ignore(&level->kind[i], fd, kinds[i]);
        filter->rules += level->kind[i].len;
    }
    level->git_top = (!names || names_may_hold(names, ".git"))
        && faccessat(fd, ".git", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    return level;
}

void filter_enter(struct filter *filter, int fd, const struct names *names, size_t path_len)
{
    size_t base = filter->prefix.len;

    if (path_len > filter->root)
        base += path_len - filter->root + 1;
    push_level(filter, fd, names, base);
}

void filter_leave(struct filter *filter)
{
    struct filter_level *const level = &filter->level[--filter->depth];

    for (size_t i = 0; i < FILTER_KINDS; i++) {
        filter->rules -= level->kind[i].len;
        ignore_free(&level->kind[i]);
    }
}

void filter_end(struct filter *filter)
{
    while (filter->depth > 0)
        filter_leave(filter);
    buffer_cut(&filter->prefix, 0);
}

static bool holds_git(char *path, size_t len)
{
    struct buffer git = BUFFER_INIT;
    bool holds;

    buffer_add(&git, path, len);
    buffer_text(&git, "/.git");
    holds = access(git.data, F_OK) == 0;
    buffer_free(&git);
    return holds;
}

/* Read the ignore files from the top of the repository down to above PATH. */
static void read_above(struct filter *filter, char *path, size_t top)
{
    const size_t len = strlen(path);
    const size_t start = top + 1;

    for (size_t at = top; at < len;) {
        int fd;

        path[at] = '\0';
        fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        path[at] = '/';
        if (fd >= 0) {
            push_level(filter, fd, NULL, at + 1 - start);
            close(fd);
        }
        at += 1 + strcspn(path + at + 1, "/");
    }
    buffer_add(&filter->prefix, path + start, len - start);
    buffer_char(&filter->prefix, '/');
}

void filter_begin(struct filter *filter, const char *path)
{
    const size_t len = strlen(path);
    char *const real = filter->settings->no_ignore ? NULL : realpath(path, NULL);
    size_t at;

    filter_end(filter);
    filter->root = len && path[len - 1] != '/' ? len + 1 : len;
    if (real && real[1] && !holds_git(real, strlen(real))) {
        for (at = strlen(real); at > 0; at--) {
            if (real[at] == '/' && holds_git(real, at))
                break;
        }
        if (at > 0)
            read_above(filter, real, at);
    }
    mem_free(real);
}

/* What the files of one kind say, from the deepest one up. */
static enum ignore_verdict kind_says(const struct filter *filter, size_t kind, const char *path,
                                     bool is_folder)
{
    enum ignore_verdict verdict = IGNORE_SILENT;

    for (size_t i = filter->depth; i-- > 0;) {
        const struct filter_level *const level = &filter->level[i];

        if (verdict == IGNORE_SILENT)
            verdict = ignore_says(&level->kind[kind], path + level->base, is_folder);
        if (kind == GIT_KIND && level->git_top)
            return verdict;
    }
    return kind == GIT_KIND ? IGNORE_SILENT : verdict; /* not in a repository */
}

static bool is_git_objects(const char *path)
{
    static const char objects[] = "/.git/objects";
    const size_t len = strlen(path), tail = sizeof(objects) - 1;

    return (len >= tail && strcmp(path + len - tail, objects) == 0)
        || strcmp(path, objects + 1) == 0;
}

static const char *options_say(const struct filter *filter, const char *path, bool is_folder)
{
    if (filter->exclude.len && ignore_says(&filter->exclude, path, is_folder) == IGNORE_YES)
        return SKIP_EXCLUDED;
    if (filter->include.len && !is_folder
        && ignore_says(&filter->include, path, is_folder) != IGNORE_YES)
        return SKIP_NOT_INCLUDED;
    return NULL;
}

const char *filter_says(struct filter *filter, const char *path, bool is_folder)
{
    const char *const below = path + filter->root;
    const char *whole = below;
    const char *const reason = options_say(filter, below, is_folder);

    if (reason)
        return reason;
    if (is_folder && !filter->settings->no_ignore && is_git_objects(path))
        return SKIP_GIT_OBJECTS;
    if (filter->rules == 0)
        return NULL;
    if (filter->prefix.len) {
        buffer_cut(&filter->path, 0);
        buffer_add(&filter->path, filter->prefix.data, filter->prefix.len);
        buffer_text(&filter->path, below);
        whole = filter->path.data;
    }
    for (size_t kind = 0; kind < FILTER_KINDS; kind++) {
        const enum ignore_verdict verdict = kind_says(filter, kind, whole, is_folder);

        if (verdict != IGNORE_SILENT)
            return verdict == IGNORE_YES ? SKIP_IGNORED : NULL;
    }
    return NULL;
}

const char *filter_listed(const struct filter *filter, const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    if (ignore_covers(&filter->exclude, path))
        return SKIP_EXCLUDED;
    return filter->include.len && !ignore_covers(&filter->include, path) ? SKIP_NOT_INCLUDED : NULL;
}
