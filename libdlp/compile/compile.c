/* compile/compile.c - a checked rule set -> a frozen database (dlp_database_compile()).
 *
 * All or nothing: a set with one rule that does not compile is refused, since a scanner that
 * silently lacks a rule calls things clean that it never looked for. */

#include "compile/compile.h"

#include "base/alloc.h"
#include "base/cache_folder.h"
#include "base/diag.h"
#include "base/error.h"
#include "compile/cache.h"
#include "compile/chain_tables.h"
#include "compile/digest.h"
#include "compile/digit_tables.h"
#include "compile/frozen.h"
#include "compile/name_table.h"
#include "compile/prefix_table.h"
#include "compile/tables.h"
#include "compile/triggers.h"

#include <sodium.h>

/* The enabled rules, as yet without code: enough for their digest. */
static dlp_status rules_take(struct dlp_database *db, const struct dlp_ruleset *set)
{
    db->rules = dlp_calloc(set->len + 1, sizeof(*db->rules));
    if (!db->rules)
        return DLP_ENOMEM;
    for (size_t i = 0; i < set->len; i++)
        if (set->rules[i].enabled)
            db->rules[db->rules_len++].rule = set->rules[i];
    for (size_t i = 0; i < db->rules_len; i++)
        db->rules[i].by_run = dlp_prefix_by_run(&db->rules[i].rule);
    dlp_digest_rules(db->digest, db->rules, db->rules_len);
    return DLP_OK;
}

/* The database's constants (decision D3). */
static void lanes_measure(struct dlp_database *db)
{
    for (size_t i = 0; i < db->rules_len; i++) {
        struct dlp_rule_code *const code = &db->rules[i];
        const enum dlp_rule_kind kind = code->rule.kind;

        if (kind == DLP_RULE_BLOCK)
            code->block = (uint32_t)db->blocks_len++;
        if (code->width > db->width)
            db->width = code->width;
        if ((kind == DLP_RULE_KEYWORD || kind == DLP_RULE_NAMED || kind == DLP_RULE_PREFIX
             || kind == DLP_RULE_HEAD)
            && code->width > db->ahead)
            db->ahead = code->width;
    }
    db->width = db->width < DLP_CHAIN_MAX ? DLP_CHAIN_MAX : db->width;
    db->ahead += DLP_CONTEXT_AFTER + 1; /* a shape's letter stands behind its last digit */
}

/* All of the database that the cache has a part in. */
static dlp_status parts_compile(struct dlp_database *db, const struct dlp_compile_options *options,
                                struct dlp_diag *diag, struct dlp_error *err)
{
    struct dlp_cache cache;
    dlp_status status = dlp_cache_open(&cache, options, db->digest, diag);

    if (status == DLP_OK)
        status = dlp_tables_build(db, &cache, diag, err);
    if (status == DLP_OK)
        status = dlp_triggers_build(db, &cache, diag);
    dlp_cache_close(&cache);
    return status;
}

static dlp_status database_build(struct dlp_database *db, const struct dlp_ruleset *set,
                                 const struct dlp_compile_options *options, struct dlp_diag *diag,
                                 struct dlp_error *err)
{
    dlp_status status = rules_take(db, set);

    if (status == DLP_OK && db->rules_len == 0)
        return dlp_error_set(err, DLP_ERULE,
                             "no rule is enabled: name a folder of rules, or enable some");
    if (status == DLP_OK)
        status = parts_compile(db, options, diag, err);
    if (status == DLP_OK)
        status = dlp_digit_tables_build(&db->digits, db->rules, db->rules_len);
    if (status == DLP_OK)
        status = dlp_chain_tables_build(&db->chains, db->rules, db->rules_len);
    if (status == DLP_OK)
        lanes_measure(db);
    if (status == DLP_OK)
        status = dlp_name_table_build(&db->names, db->rules, db->rules_len);
    if (status == DLP_OK)
        status = dlp_prefix_table_build(&db->prefixes, db->rules, db->rules_len);
    if (status == DLP_ENOMEM)
        return dlp_error_nomem(err);
    if (status == DLP_ERULE)
        return dlp_error_set(err, status, "%zu mistakes in the rules: none was compiled",
                             diag->errors);
    return status;
}

static dlp_status compile_set(dlp_database **out, const dlp_ruleset *set, bool one_lane,
                              const struct dlp_compile_options *options,
                              dlp_diagnostic_fn on_diagnostic, void *user, struct dlp_error *err)
{
    struct dlp_diag diag = { on_diagnostic, user, 0, 0 };
    struct dlp_database *db;
    dlp_status status;

    *out = NULL;
    dlp_error_clear(err);
    if (options && !dlp_cache_options_valid(options))
        return dlp_error_set(err, DLP_EINVAL,
                             "compile options: start from DLP_COMPILE_OPTIONS_INIT; the name of "
                             "a cache folder is not empty");
    if (sodium_init() < 0)
        return dlp_error_set(err, DLP_EINTERNAL, "libsodium does not start");
    if (set->errors > 0)
        return dlp_error_set(err, DLP_ERULE,
                             "the rules were loaded with %zu mistakes: mend them first",
                             set->errors);
    db = dlp_calloc(1, sizeof(*db));
    if (!db)
        return dlp_error_nomem(err);
    atomic_init(&db->refs, 1);
    (void)pthread_mutex_init(&db->first_use, NULL); /* never fails on Linux */
    db->arena = dlp_arena_retain(set->arena);
    db->one_lane = one_lane;
    status = database_build(db, set, options, &diag, err);
    if (status == DLP_OK)
        *out = db;
    else
        dlp_database_release(db);
    return status;
}

dlp_status dlp_database_compile_lanes(dlp_database **out, const dlp_ruleset *set, bool one_lane,
                                      dlp_diagnostic_fn on_diagnostic, void *user,
                                      struct dlp_error *err)
{
    return compile_set(out, set, one_lane, NULL, on_diagnostic, user, err);
}

dlp_status dlp_database_compile_with(dlp_database **out, const dlp_ruleset *set,
                                     const struct dlp_compile_options *options,
                                     dlp_diagnostic_fn on_diagnostic, void *user,
                                     struct dlp_error *err)
{
    return compile_set(out, set, false, options, on_diagnostic, user, err);
}

dlp_status dlp_database_compile(dlp_database **out, const dlp_ruleset *set,
                                dlp_diagnostic_fn on_diagnostic, void *user, struct dlp_error *err)
{
    return compile_set(out, set, false, NULL, on_diagnostic, user, err);
}
