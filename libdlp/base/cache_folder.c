/* base/cache_folder.c - files of what takes long to make, in folders that the caller names. */

#include "base/cache_folder.h"

#include "base/cache_trim.h"
#include "base/error.h"
#include "base/file.h"
#include "base/proven.h"

#include <sodium.h>
#include <stdio.h>

#define PATH_BYTES_MAX ((size_t)64 << 10)

void dlp_cache_file_name(char name[48], const struct dlp_cache_kind *kind, const uint8_t key[32])
{
    char hex[33];

    sodium_bin2hex(hex, sizeof(hex), key, 16);
    (void)snprintf(name, 48, "%s-%s.cache", kind->name, hex);
}

bool dlp_cache_options_valid(const struct dlp_compile_options *options)
{
    const char *const *const dirs = options->cache_dirs;

    if (options->version != DLP_COMPILE_OPTIONS_VERSION
        || (options->flags & ~DLP_COMPILE_CACHE_QUIET)
        || (options->cache_write_dir && !*options->cache_write_dir))
        return false;
    for (size_t i = 0; dirs && dirs[i]; i++)
        if (!*dirs[i])
            return false;
    return true;
}

/* The path is only put together for a warning. */
void dlp_cache_folder_ignore(const struct dlp_cache_kind *kind, const uint8_t key[32],
                             const char *folder, const char *why, struct dlp_diag *diag)
{
    struct dlp_bytes path = DLP_BYTES_INIT(PATH_BYTES_MAX);
    char name[48];

    dlp_cache_file_name(name, kind, key);
    if (dlp_bytes_printf(&path, "%s/%s", folder, name) == DLP_OK)
        dlp_diag_warn(diag, (const char *)path.data, 0, NULL, "ignored, the rules are %s anew: %s",
                      kind->anew, why);
    dlp_bytes_free(&path);
}

bool dlp_cache_folder_read(struct dlp_bytes *bytes, const char **folder,
                           const struct dlp_cache_kind *kind, const uint8_t key[32],
                           const struct dlp_compile_options *options, struct dlp_diag *diag)
{
    const char *const *dir = options->cache_dirs;
    char name[48];

    dlp_cache_file_name(name, kind, key);
    for (; dir && *dir; dir++) {
        struct dlp_error err = DLP_ERROR_INIT;
        const dlp_status status = dlp_file_read_guarded(bytes, *dir, name, &err);
        const char *const why = status == DLP_OK
            ? dlp_proven_check(bytes->data, bytes->len, kind->magic, key)
            : err.message;

        *folder = *dir;
        if (!why)
            return true;
        if (status != DLP_ENOENT)
            dlp_cache_folder_ignore(kind, key, *dir, why, diag);
    }
    *folder = NULL;
    dlp_bytes_clear(bytes);
    return false;
}

void dlp_cache_folder_refused(const struct dlp_cache_kind *kind, const char *why,
                              const struct dlp_compile_options *options, struct dlp_diag *diag)
{
    if (!(options->flags & DLP_COMPILE_CACHE_QUIET))
        dlp_diag_warn(diag, options->cache_write_dir, 0, NULL, "%s cannot be kept here: %s",
                      kind->what, why);
}

void dlp_cache_folder_write(struct dlp_bytes *bytes, const struct dlp_cache_kind *kind,
                            const uint8_t key[32], const struct dlp_compile_options *options,
                            struct dlp_diag *diag)
{
    struct dlp_error err = DLP_ERROR_INIT;
    char name[48];

    dlp_cache_file_name(name, kind, key);
    dlp_proven_seal(bytes->data, bytes->len);
    if (dlp_file_write_guarded(options->cache_write_dir, name, bytes->data, bytes->len, &err)
        == DLP_OK)
        dlp_cache_trim(options->cache_write_dir);
    else
        dlp_cache_folder_refused(kind, err.message, options, diag);
}
