/* rules/rule_files.c - the rule files of a folder, in an order that is the same everywhere. */

#include "rules/rule_files.h"

#include "base/alloc.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 32u
#define FILES_MAX 100000u

struct walk {
    struct dlp_rule_files *out;
    struct dlp_diag *diag;
    dlp_status trouble; /* the first that did not end the walk */
};

static dlp_status walk_folder(struct walk *w, const char *folder, unsigned depth);

static void walk_trouble(struct walk *w, dlp_status status, const char *path, const char *text)
{
    dlp_diag_error(w->diag, path, 0, NULL, "%s", text);
    if (w->trouble == DLP_OK)
        w->trouble = status;
}

static char *path_join(const char *folder, const char *name)
{
    const size_t folder_len = strlen(folder);
    const size_t slash = folder_len && folder[folder_len - 1] != '/';
    const size_t name_len = strlen(name);
    char *const path = dlp_alloc(folder_len + slash + name_len + 1);

    if (!path)
        return NULL;
    memcpy(path, folder, folder_len);
    path[folder_len] = '/';
    memcpy(path + folder_len + slash, name, name_len + 1);
    return path;
}

static bool is_rule_file(const char *name)
{
    const size_t len = strlen(name);

    return len > 5 && memcmp(name + len - 5, ".conf", 5) == 0;
}

/* Take path, which becomes ours. */
static dlp_status files_add(struct walk *w, char *path)
{
    struct dlp_rule_files *const out = w->out;

    if (out->len == FILES_MAX) {
        walk_trouble(w, DLP_ELIMIT, path, "too many rule files below one folder");
        dlp_free(path);
        return DLP_ELIMIT;
    }
    if (out->len == out->cap) {
        const size_t cap = out->cap ? out->cap * 2 : 64;
        char **const grown = dlp_realloc(out->at, cap, sizeof(*grown));

        if (!grown) {
            dlp_free(path);
            return DLP_ENOMEM;
        }
        out->at = grown;
        out->cap = cap;
    }
    out->at[out->len++] = path;
    return DLP_OK;
}

/* One name of a folder; path is ours to keep or free. */
static dlp_status walk_entry(struct walk *w, char *path, const char *name, unsigned depth)
{
    struct stat st;
    bool link;
    dlp_status status = DLP_OK;

    if (lstat(path, &st) != 0) {
        dlp_free(path); /* it vanished while we looked */
        return DLP_OK;
    }
    link = S_ISLNK(st.st_mode);
    if (S_ISDIR(st.st_mode)) {
        status = walk_folder(w, path, depth + 1);
    } else if (is_rule_file(name)) {
        /* A link to nothing is kept, so that reading it says what is wrong. */
        if (!link || stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
            return files_add(w, path);
    }
    dlp_free(path);
    return status;
}

static dlp_status walk_folder(struct walk *w, const char *folder, unsigned depth)
{
    DIR *dir;
    const struct dirent *entry;
    dlp_status status = DLP_OK;

    if (depth > DEPTH_MAX) {
        walk_trouble(w, DLP_ELIMIT, folder, "rule folders are nested more than 32 deep");
        return DLP_OK;
    }
    dir = opendir(folder);
    if (!dir) {
        walk_trouble(w, DLP_EIO, folder, "the folder cannot be read");
        return DLP_OK;
    }
    for (;;) {
        char *path;

        errno = 0;
        entry = readdir(dir);
        if (!entry)
            break;
        if (entry->d_name[0] == '.')
            continue;
        path = path_join(folder, entry->d_name);
        status = path ? walk_entry(w, path, entry->d_name, depth) : DLP_ENOMEM;
        if (status != DLP_OK)
            break;
    }
    if (!entry && errno)
        walk_trouble(w, DLP_EIO, folder, "the folder cannot be read to its end");
    (void)closedir(dir);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

dlp_status dlp_rule_files_find(struct dlp_rule_files *out, const char *folder,
                               struct dlp_diag *diag)
{
    struct walk w = { out, diag, DLP_OK };
    const dlp_status status = walk_folder(&w, folder, 1);

    if (out->len)
        qsort(out->at, out->len, sizeof(*out->at), by_bytes);
    return status != DLP_OK ? status : w.trouble;
}

void dlp_rule_files_free(struct dlp_rule_files *files)
{
    for (size_t i = 0; i < files->len; i++)
        dlp_free(files->at[i]);
    dlp_free(files->at);
    *files = (struct dlp_rule_files)DLP_RULE_FILES_INIT;
}
