/* rules/load.c - the public calls that read rule files: files, their top level, their rules.
 *
 * A rule is read onto a draft and joins the set only when it has no mistake; changes and packs are
 * applied when all files of the call are read. */

#include "rules/load.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "rules/nearest.h"
#include "rules/rule_digest.h"
#include "rules/rule_files.h"
#include "rules/rule_reader.h"
#include "rules/vendor_row.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX ((size_t)16 << 20)
#define VERSION_MAX 1

/* Put a good draft behind the others. */
static dlp_status set_add(struct dlp_ruleset *set, const struct dlp_rule *draft)
{
    if (set->len == set->cap) {
        const size_t cap = set->cap ? set->cap * 2 : 64;
        struct dlp_rule *const grown = dlp_realloc(set->rules, cap, sizeof(*grown));

        if (!grown)
            return DLP_ENOMEM;
        set->rules = grown;
        set->cap = cap;
    }
    set->rules[set->len++] = *draft;
    return DLP_OK;
}

/* One element of "rules" or "vendors". */
static dlp_status rule_add(struct dlp_load *load, const struct dlp_source *source,
                           config_setting_t *group, uint8_t section, size_t index)
{
    const size_t errors = load->diag.errors;
    struct dlp_rule draft = { .file = source->file, .line = dlp_config_line(group) };
    struct dlp_rule_reader r = {
        .at = { &load->diag, source->file, NULL },
        .arena = load->set->arena,
        .rule = &draft,
        .line = draft.line,
    };
    size_t len;

    if (!dlp_config_group(&len, &r.at, group)) {
        (void)dlp_load_backslashes(load, source, section, index, NULL);
        return DLP_OK;
    }
    if (section == DLP_RAW_VENDORS && dlp_vendor_row_expand(&r.at, group) != DLP_OK)
        return DLP_ENOMEM;
    if (load->diag.errors != errors) { /* the row was not written out */
        (void)dlp_load_backslashes(load, source, section, index, NULL);
        return DLP_OK;
    }
    if (dlp_read_rule(&r, group) != DLP_OK)
        return DLP_ENOMEM;
    (void)dlp_load_backslashes(load, source, section, index, draft.id);
    if (!draft.id)
        return DLP_OK;
    dlp_load_check_names(load, &r.at, draft.line, &draft, DLP_NAME_LEFT_OUT - 1);
    if (load->diag.errors != errors)
        return dlp_load_add_names(load, &draft, DLP_NAME_LEFT_OUT);
    if (dlp_load_add_names(load, &draft, load->set->len) != DLP_OK)
        return DLP_ENOMEM;
    return set_add(load->set, &draft);
}

static dlp_status rules_read(struct dlp_load *load, const struct dlp_source *source,
                             const struct dlp_config_at *at, const config_setting_t *list,
                             uint8_t section)
{
    size_t len;

    if (!list)
        return DLP_OK;

    if (!dlp_config_list(&len, at, list, DLP_RULES_MAX))
        return DLP_OK;
    for (unsigned i = 0; i < len; i++) {
        if (load->set->len == DLP_RULES_MAX) {
            dlp_config_error(at, config_setting_get_elem(list, i), "more than %u rules",
                             DLP_RULES_MAX);
            return DLP_OK;
        }
        if (rule_add(load, source, config_setting_get_elem(list, i), section, i) != DLP_OK)
            return DLP_ENOMEM;
    }
    return DLP_OK;
}

static void version_check(const struct dlp_config_at *at, const config_setting_t *version)
{
    long long number;

    if (!version)
        dlp_diag_error(at->diag, at->file, 1, NULL, "'version = %d;' is missing", VERSION_MAX);
    else if (dlp_config_int(&number, at, version, 0, 1000000000) && number != VERSION_MAX)
        dlp_config_error(at, version, "version is %lld; this library reads version %d", number,
                         VERSION_MAX);
}

/* The top level: version, rules, vendors, changes, packs. */
static dlp_status source_read(struct dlp_load *load, struct dlp_source *source)
{
    const struct dlp_config_at at = { &load->diag, source->file, NULL };
    const config_setting_t *const root = config_root_setting(&source->config);
    const config_setting_t *const rules = config_setting_get_member(root, "rules");
    const config_setting_t *const vendors = config_setting_get_member(root, "vendors");
    const int len = config_setting_length(root);

    version_check(&at, config_setting_get_member(root, "version"));
    for (unsigned i = 0; i < (unsigned)len; i++) {
        const config_setting_t *const s = config_setting_get_elem(root, i);
        const char *const name = config_setting_name(s);
        struct dlp_nearest near = DLP_NEAREST_INIT(name);
        size_t elements;

        dlp_nearest_add(&near, "version");
        dlp_nearest_add(&near, "rules");
        dlp_nearest_add(&near, "vendors");
        dlp_nearest_add(&near, "changes");
        dlp_nearest_add(&near, "packs");
        if (strcmp(name, "changes") == 0 || strcmp(name, "packs") == 0) {
            if (dlp_config_list(&elements, &at, s, DLP_RULES_MAX))
                *(*name == 'p' ? &source->packs : &source->changes) = s;
        } else if (strcmp(name, "version") != 0 && s != rules && s != vendors) {
            dlp_config_error(&at, s, "unknown setting '%.60s'%s%s%s", name,
                             near.best ? "; did you mean '" : "", near.best ? near.best : "",
                             near.best ? "'?" : "");
        }
    }
    (void)dlp_load_backslashes(load, source, DLP_RAW_FILE, 0, NULL);
    if (source->lint.mistakes_len == DLP_RAW_MISTAKES_MAX)
        dlp_diag_error(&load->diag, source->file, 0, NULL,
                       "more than %u wrong backslashes: the others are not shown",
                       DLP_RAW_MISTAKES_MAX - 1);
    if (rules_read(load, source, &at, rules, DLP_RAW_RULES) != DLP_OK)
        return DLP_ENOMEM;
    return rules_read(load, source, &at, vendors, DLP_RAW_VENDORS);
}

/* Give the elements of lists their true lines; *next counts scalars in order of the text. */
static void lines_give(const config_setting_t *s, const struct dlp_raw_lint *lint, size_t *next)
{
    const int len = config_setting_length(s);

    for (unsigned i = 0; i < (unsigned)len; i++) {
        config_setting_t *const e = config_setting_get_elem(s, i);

        if (config_setting_is_aggregate(e))
            lines_give(e, lint, next);
        else if (*next < lint->lines_len) {
            const unsigned line = lint->lines[(*next)++];

            if (!config_setting_name(e))
                dlp_config_set_line(e, line);
        }
    }
}

static dlp_status source_parse(bool *parsed, struct dlp_load *load, struct dlp_source *source,
                               const char *text, size_t len)
{
    const dlp_status status = dlp_raw_lint(&source->lint, text, len);
    char *copy;
    size_t next = 0;

    *parsed = false;
    if (status == DLP_ERULE) {
        dlp_diag_error(&load->diag, source->file, source->lint.error_line, NULL, "%s",
                       source->lint.error);
        return DLP_OK;
    }
    if (status != DLP_OK)
        return status;
    copy = dlp_alloc(len + 2);
    if (!copy)
        return DLP_ENOMEM;
    if (len)
        memcpy(copy, text, len);
    copy[len] = '\n'; /* libconfig takes no comment without one */
    copy[len + 1] = '\0';
    *parsed = config_read_string(&source->config, copy) == CONFIG_TRUE;
    dlp_free(copy);
    if (*parsed)
        lines_give(config_root_setting(&source->config), &source->lint, &next);
    else
        dlp_diag_error(&load->diag, source->file, (unsigned)config_error_line(&source->config),
                       NULL, "%s",
                       config_error_text(&source->config) ? config_error_text(&source->config)
                                                          : "syntax error");
    return DLP_OK;
}

static void source_free(struct dlp_source *source)
{
    config_destroy(&source->config);
    dlp_raw_lint_free(&source->lint);
    dlp_free(source);
}

/* A chain: of what was there before, a name and its bytes. */
static void set_source_add(struct dlp_ruleset *set, const char *name, const char *text, size_t len)
{
    const uint64_t sizes[2] = { strlen(name), len };
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, sizeof(set->source));
    crypto_generichash_update(&state, set->source, sizeof(set->source));
    crypto_generichash_update(&state, (const uint8_t *)sizes, sizeof(sizes));
    crypto_generichash_update(&state, (const uint8_t *)name, strlen(name));
    if (len)
        crypto_generichash_update(&state, (const uint8_t *)text, len);
    crypto_generichash_final(&state, set->source, sizeof(set->source));
}

static dlp_status load_text(struct dlp_load *load, const char *file, const char *text, size_t len)
{
    struct dlp_source *source;
    bool parsed;
    dlp_status status = DLP_ENOMEM;

    set_source_add(load->set, file, text, len);
    if (load->only_source)
        return DLP_OK;
    source = dlp_calloc(1, sizeof(*source));
    if (!source)
        return DLP_ENOMEM;
    config_init(&source->config);
    source->file = dlp_arena_strndup(load->set->arena, file, strlen(file));
    if (!source->file)
        goto out;
    status = source_parse(&parsed, load, source, text, len);
    if (status == DLP_OK && parsed)
        status = source_read(load, source);
    if (status == DLP_OK && (source->changes || source->packs)) {
        *load->last = source;
        load->last = &source->next;
        source = NULL; /* freed at the end of the load */
    }
out:
    if (source)
        source_free(source);
    return status;
}

static dlp_status load_file(struct dlp_load *load, const char *path, struct dlp_error *err)
{
    struct dlp_bytes text = DLP_BYTES_INIT(FILE_MAX);
    dlp_status status = dlp_file_read(&text, path, err);

    if (status == DLP_OK)
        status = load_text(load, path, (const char *)text.data, text.len);
    dlp_bytes_release(&text);
    return status;
}

/* All files of a folder; one that cannot be read does not stop the others. */
static dlp_status load_folder(struct dlp_load *load, const char *path, struct dlp_error *err)
{
    struct dlp_rule_files files = DLP_RULE_FILES_INIT;
    dlp_status trouble = dlp_rule_files_find(&files, path, &load->diag);

    if (trouble != DLP_OK && trouble != DLP_ENOMEM)
        (void)dlp_error_set(err, trouble, "%s: some of its files cannot be read", path);
    for (size_t i = 0; i < files.len && trouble != DLP_ENOMEM; i++) {
        struct dlp_error reason = DLP_ERROR_INIT;
        const dlp_status status = load_file(load, files.at[i], &reason);

        if (status == DLP_OK)
            continue;
        if (status != DLP_ENOMEM)
            dlp_diag_error(&load->diag, files.at[i], 0, NULL, "%s", reason.message);
        if (status == DLP_ENOMEM || trouble == DLP_OK) {
            trouble = status;
            (void)dlp_error_set(err, status, "%s", reason.message);
        }
    }
    dlp_rule_files_free(&files);
    return trouble;
}

static dlp_status load_begin(struct dlp_load *load)
{
    load->last = &load->first;
    for (size_t i = 0; i < load->set->len; i++)
        if (dlp_load_add_names(load, &load->set->rules[i], i) != DLP_OK)
            return DLP_ENOMEM;
    return DLP_OK;
}

/* Apply the changes and the packs, free what the load held, and put its errors on the set's account. */
static dlp_status load_end(struct dlp_load *load, dlp_status status, const char *name,
                           struct dlp_error *err)
{
    if (status != DLP_ENOMEM
        && (dlp_load_changes(load) != DLP_OK || dlp_load_packs(load) != DLP_OK))
        status = DLP_ENOMEM;
    for (size_t i = 0; i < load->set->len; i++)
        dlp_rule_digest_set(&load->set->rules[i]);
    while (load->first) {
        struct dlp_source *const source = load->first;

        load->first = source->next;
        source_free(source);
    }
    dlp_name_index_free(&load->names);
    load->set->errors += load->diag.errors;
    load->set->warnings += load->diag.warnings;
    if (status == DLP_ENOMEM)
        (void)dlp_error_nomem(err);
    if (status != DLP_OK && !load->diag.errors)
        load->set->errors++; /* half a load must not compile */
    if (status != DLP_OK || !load->diag.errors)
        return status;
    return dlp_error_set(err, DLP_ERULE, "%s: %zu mistake%s in its rules", name, load->diag.errors,
                         load->diag.errors == 1 ? "" : "s");
}

/* A file's rules may be changed by the ones behind it in the same call: where a call begins counts. */
static dlp_status load_path(struct dlp_load *load, const char *path, struct dlp_error *err)
{
    struct stat st;

    set_source_add(load->set, path, "", 0);
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? load_folder(load, path, err)
                                                       : load_file(load, path, err);
}

dlp_status dlp_load_source(struct dlp_ruleset *set, const char *path)
{
    struct dlp_load load = { .set = set, .only_source = true };
    const dlp_status status = load_path(&load, path, NULL);

    return status == DLP_OK && load.diag.errors ? DLP_EIO : status;
}

dlp_status dlp_ruleset_load(dlp_ruleset *set, const char *path, dlp_diagnostic_fn on_diagnostic,
                            void *user, struct dlp_error *err)
{
    struct dlp_load load = { .set = set, .diag = { .fn = on_diagnostic, .user = user } };
    dlp_status status;

    if (!set || !path || !*path)
        return dlp_error_set(err, DLP_EINVAL, "a rule set and a path are needed");
    dlp_error_clear(err);
    status = load_begin(&load);
    if (status == DLP_OK)
        status = load_path(&load, path, err);
    return load_end(&load, status, path, err);
}

dlp_status dlp_ruleset_load_text(dlp_ruleset *set, const char *name, const char *text, size_t len,
                                 dlp_diagnostic_fn on_diagnostic, void *user, struct dlp_error *err)
{
    struct dlp_load load = { .set = set, .diag = { .fn = on_diagnostic, .user = user } };
    dlp_status status;

    if (!set || !name || (!text && len))
        return dlp_error_set(err, DLP_EINVAL, "a rule set, a name and a text are needed");
    dlp_error_clear(err);
    if (len > FILE_MAX) {
        set->errors++;
        return dlp_error_set(err, DLP_ELIMIT, "%s: more than 16 MiB", name);
    }
    status = load_begin(&load);
    if (status == DLP_OK)
        status = load_text(&load, name, text ? text : "", len);
    return load_end(&load, status, name, err);
}
