/* rules/kept.c - rules as they were read, on disk: dlp_ruleset_restore() and dlp_ruleset_keep().
 *
 * The key is of every name and byte that the rules were made of, and of the build that made them; a
 * start then reads the files, which is cheap, and neither parses nor checks them. */

#include "base/build.h"
#include "base/cache_folder.h"
#include "base/cache_trim.h"
#include "base/error.h"
#include "base/proven.h"
#include "rules/load.h"
#include "rules/snapshot.h"

#include <string.h>

static const struct dlp_cache_kind kept_kind = {
    { 'D', 'L', 'P', 'R', 'E', 'A', 'D', '2' },
    DLP_CACHE_READ,
    "read",
    "the rules that were read",
};

static dlp_status options_check(const dlp_ruleset *set, const struct dlp_compile_options *options,
                                struct dlp_error *err)
{
    dlp_error_clear(err);
    if (!set || !options || !dlp_cache_options_valid(options))
        return dlp_error_set(err, DLP_EINVAL,
                             "a rule set is needed, and options: start from "
                             "DLP_COMPILE_OPTIONS_INIT; the name of a cache folder is not empty");
    if (sodium_init() < 0)
        return dlp_error_set(err, DLP_EINTERNAL, "libsodium does not start");
    return DLP_OK;
}

/* False when this build does not tell which it is: then nothing is kept. */
static bool kept_key(uint8_t key[32], const dlp_ruleset *set)
{
    crypto_generichash_state state;
    const bool known = dlp_build_key(&state, kept_kind.magic) == 0;

    crypto_generichash_update(&state, set->source, sizeof(set->source));
    crypto_generichash_final(&state, key, 32);
    return known;
}

static dlp_status kept_read(dlp_ruleset *set, const struct dlp_compile_options *options,
                            struct dlp_diag *diag)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    dlp_status status = DLP_ENOENT;
    const char *folder;
    uint8_t key[32];

    if (kept_key(key, set)
        && dlp_cache_folder_read(&bytes, &folder, &kept_kind, key, options, diag)) {
        status = dlp_snapshot_read(set, &bytes, DLP_PROVEN_HEAD);
        if (status == DLP_ERULE) {
            dlp_cache_folder_ignore(&kept_kind, key, folder, "it is damaged", diag);
            status = DLP_ENOENT;
        }
    }
    dlp_bytes_release(&bytes);
    return status;
}

dlp_status dlp_ruleset_restore(dlp_ruleset *set, const char *const *paths,
                               const struct dlp_compile_options *options,
                               dlp_diagnostic_fn on_diagnostic, void *user, struct dlp_error *err)
{
    struct dlp_diag diag = { on_diagnostic, user, 0, 0 };
    dlp_status status = options_check(set, options, err);

    if (status != DLP_OK)
        return status;
    if (!paths || set->len || set->errors)
        return dlp_error_set(err, DLP_EINVAL, "paths and an empty rule set are needed");
    if (!options->cache_dirs || !options->cache_dirs[0])
        return DLP_ENOENT;
    for (size_t i = 0; paths[i] && status == DLP_OK; i++)
        status = dlp_load_source(set, paths[i]);
    if (status == DLP_OK)
        status = kept_read(set, options, &diag);
    if (status == DLP_ENOMEM)
        (void)dlp_error_nomem(err);
    else if (status != DLP_OK)
        status = DLP_ENOENT; /* what cannot be read, loading tells */
    if (status != DLP_OK)
        memset(set->source, 0, sizeof(set->source));
    return status;
}

dlp_status dlp_ruleset_keep(const dlp_ruleset *set, const struct dlp_compile_options *options,
                            dlp_diagnostic_fn on_diagnostic, void *user, struct dlp_error *err)
{
    struct dlp_diag diag = { on_diagnostic, user, 0, 0 };
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    dlp_status status = options_check(set, options, err);
    uint8_t key[32];

    if (status != DLP_OK || !options->cache_write_dir || set->len == 0 || set->errors
        || set->warnings || set->switched || !kept_key(key, set))
        return status;
    status = dlp_proven_begin(&bytes, kept_kind.magic, key);
    if (status == DLP_OK)
        status = dlp_snapshot_write(&bytes, set);
    if (status == DLP_OK)
        dlp_cache_folder_write(&bytes, &kept_kind, key, options, &diag);
    else if (status == DLP_ELIMIT)
        dlp_cache_folder_refused(&kept_kind, dlp_status_name(status), options, &diag);
    dlp_bytes_release(&bytes);
    return status == DLP_ENOMEM ? dlp_error_nomem(err) : DLP_OK;
}
