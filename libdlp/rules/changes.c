/* rules/changes.c - overlays: "changes" onto rules of the set, each whole or not at all. */

#include "rules/load.h"
#include "rules/nearest.h"
#include "rules/rule_reader.h"

#include <string.h>

#define NEAREST_MAX 2000u /* rules that are considered for "did you mean" */

static void unknown_rule(const struct dlp_load *load, const struct dlp_config_at *at,
                         const config_setting_t *s, const char *id)
{
    struct dlp_nearest nearest = DLP_NEAREST_INIT(id);

    for (size_t i = 0; i < load->set->len && i < NEAREST_MAX; i++)
        dlp_nearest_add(&nearest, load->set->rules[i].id);
    dlp_config_error(at, s, "there is no rule '%.70s' to change%s%s%s", id,
                     nearest.best ? "; did you mean '" : "", nearest.best ? nearest.best : "",
                     nearest.best ? "'?" : "");
}

/* The rule that a change names, as its index. False after a complaint. */
static bool change_target(size_t *out, struct dlp_load *load, const struct dlp_config_at *at,
                          const config_setting_t *group)
{
    const config_setting_t *const s = config_setting_get_member(group, "id");
    const struct dlp_name *name;
    const char *id;

    if (!s) {
        dlp_config_error(at, group, "a change needs 'id', the rule that it changes");
        return false;
    }
    if (!dlp_config_string(&id, at, s, DLP_RULE_STRING_MAX))
        return false;
    name = dlp_name_index_find(&load->names, id);
    if (!name) {
        unknown_rule(load, at, s, id);
        return false;
    }
    if (name->rule == DLP_NAME_LEFT_OUT) {
        dlp_diag_warn(&load->diag, at->file, dlp_config_line(s), name->name,
                      "not changed: the rule at %s:%u was left out", name->file, name->line);
        return false;
    }
    *out = name->rule;
    return true;
}

static dlp_status change_apply(struct dlp_load *load, const struct dlp_source *source,
                               const config_setting_t *group, size_t index)
{
    const size_t errors = load->diag.errors;
    struct dlp_rule_reader r = {
        .at = { &load->diag, source->file, NULL },
        .arena = load->set->arena,
        .line = dlp_config_line(group),
        .change = true,
    };
    struct dlp_rule draft;
    size_t target = 0;
    size_t len;

    if (!dlp_config_group(&len, &r.at, group) || !change_target(&target, load, &r.at, group)) {
        (void)dlp_load_backslashes(load, source, DLP_RAW_CHANGES, index, NULL);
        return DLP_OK;
    }
    draft = load->set->rules[target];
    r.rule = &draft;
    r.at.rule = draft.id;
    (void)dlp_load_backslashes(load, source, DLP_RAW_CHANGES, index, draft.id);
    if (dlp_read_rule(&r, group) != DLP_OK)
        return DLP_ENOMEM;
    dlp_load_check_names(load, &r.at, r.line, &draft, target);
    if (load->diag.errors != errors)
        return DLP_OK;
    load->set->rules[target] = draft;
    return dlp_load_add_names(load, &draft, target);
}

dlp_status dlp_load_changes(struct dlp_load *load)
{
    for (const struct dlp_source *source = load->first; source; source = source->next) {
        const int len = source->changes ? config_setting_length(source->changes) : 0;

        for (unsigned i = 0; i < (unsigned)len; i++)
            if (change_apply(load, source, config_setting_get_elem(source->changes, i), i)
                != DLP_OK)
                return DLP_ENOMEM;
    }
    return DLP_OK;
}
